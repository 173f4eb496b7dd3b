-- sayso in Neovim 0.7 and newer, without plugins: save this as ~/.config/nvim/plugin/sayso.lua.
local settings = {} -- such as { profile = "newsroom", packs = { "icd203" }, minConfidence = "medium" }; else .sayso.yaml decides

local started = {} -- 0.7 does not share one server between the texts of a folder by itself
local function start(config)
  if vim.lsp.start then return vim.lsp.start(config) end
  local id = started[config.root_dir]
  if not (id and vim.lsp.get_client_by_id(id)) then
    id = vim.lsp.start_client(config)
    started[config.root_dir] = id
  end
  return vim.lsp.buf_attach_client(0, id)
end

vim.api.nvim_create_autocmd("FileType", {
  group = vim.api.nvim_create_augroup("sayso", {}),
  pattern = { "markdown", "text", "html" },
  callback = function(args)
    if vim.bo[args.buf].buftype ~= "" then return end -- help, and windows that show pages
    local folder = vim.fn.fnamemodify(args.file, ":p:h")
    local above = vim.fn.findfile(".sayso.yaml", vim.fn.fnameescape(folder) .. ";")
    start({
      name = "sayso",
      cmd = { "sayso", "lsp" },
      root_dir = above ~= "" and vim.fn.fnamemodify(above, ":p:h") or folder,
      settings = { sayso = settings },
      init_options = next(settings) and settings or nil,
    })
  end,
})
