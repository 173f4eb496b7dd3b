-- Drives Neovim: what is shown where, a code action, a page, and the file that is written. Prints what it saw as JSON.
local seen = {}

local function wait(what, done)
  if not vim.wait(20000, done, 10) then error("waited in vain for " .. what) end
end

-- What a code action does is asked for by title, as somebody would pick it from the menu.
local function act(title)
  local offered
  vim.ui.select = function(items, opts, choose)
    offered = vim.tbl_map(opts.format_item, items)
    for i, name in ipairs(offered) do
      if name == title then return choose(items[i], i) end
    end
  end
  vim.lsp.buf.code_action()
  wait("code actions", function() return offered end)
  return offered
end

local function diagnostics()
  local all = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, true)[1]
    table.insert(all, { code = d.code or d.user_data.lsp.code, line = d.lnum, text = line:sub(d.col + 1, d.end_col) })
  end
  table.sort(all, function(a, b) return a.line < b.line or a.line == b.line and a.code > b.code end)
  return all
end

-- underlined are the words that the screen underlines: what the eye sees, whatever the list of diagnostics says.
local function underlined()
  local words = {}
  for _, namespace in pairs(vim.diagnostic.get_namespaces()) do
    for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace.user_data.underline_ns, 0, -1, { details = true })) do
      local _, row, col, details = unpack(mark)
      table.insert(words, vim.api.nvim_buf_get_lines(0, row, row + 1, true)[1]:sub(col + 1, details.end_col))
    end
  end
  table.sort(words)
  return words
end

local ok, err = pcall(function()
  wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
  seen.first, seen.underlined = diagnostics(), underlined()

  local line, at = 3, vim.api.nvim_buf_get_lines(0, 2, 3, true)[1]:find("Clearly", 1, true)
  vim.api.nvim_win_set_cursor(0, { line, at - 1 })
  seen.offered = act('delete "Clearly"')
  wait("the fix", function() return not vim.api.nvim_buf_get_lines(0, 2, 3, true)[1]:find("Clearly") end)
  wait("diagnostics of the text as it is now", function() return #vim.diagnostic.get(0) == #seen.first - 1 end)
  seen.second = diagnostics()
  vim.cmd("write")

  vim.api.nvim_win_set_cursor(0, { 5, 14 })
  vim.lsp.handlers["window/showMessage"] = function(_, message) seen.page = message.message end -- newer ones are shown a file
  vim.lsp.handlers["window/showDocument"] = function(_, document)
    seen.page = table.concat(vim.fn.readfile(vim.uri_to_fname(document.uri)), "\n")
    return { success = true }
  end
  act("explain prescriptive-modal")
  wait("the page of the rule", function() return seen.page end)

  local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", vim.lsp.util.make_position_params(), 20000)
  for _, answer in pairs(hover) do seen.hover = answer.result.contents.value end
end)
if not ok then seen.failed = tostring(err) end
io.stdout:write(vim.fn.json_encode(seen), "\n")
vim.cmd("qall!")
