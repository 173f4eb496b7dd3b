" sayso in Vim: save this as ~/.vim/plugin/sayso.vim.
"
" With the plugin vim-lsp (prabirshrestha/vim-lsp) findings appear while you write. That half could not be tried by the
" project's tests, which have Debian's Vim and no plugins; nobody has run it yet. It registers as other servers do.
if executable('sayso')
  autocmd User lsp_setup call lsp#register_server({
        \ 'name': 'sayso',
        \ 'cmd': {server_info -> ['sayso', 'lsp']},
        \ 'allowlist': ['markdown', 'text', 'html'],
        \ 'workspace_config': {'sayso': {}},
        \ })
endif

" Without plugins, :make fills the quickfix list; :copen shows it. A test runs this half.
augroup sayso
  autocmd!
  autocmd FileType markdown,text,html setlocal makeprg=sayso\ check\ --format\ compact\ %:S
  autocmd FileType markdown,text,html setlocal errorformat=%f:%l:%c:\ %t%*[a-z]\ %m
augroup END
