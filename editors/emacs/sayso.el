;;; sayso.el --- sayso in Emacs, by eglot  -*- lexical-binding: t -*-

;; Emacs 29 and newer have eglot; before, install it (M-x package-install RET eglot, or elpa-eglot of Debian).
;; Save this beside your init.el, and load it there: (load (locate-user-emacs-file "sayso"))

(require 'eglot)

;; Settings are left to .sayso.yaml; those of a folder may stand in its .dir-locals.el:
;; ((nil . ((eglot-workspace-configuration . (:sayso (:profile "newsroom" :packs ["icd203"]))))))

;; Eglot speaks to one server a text, so sayso comes before other servers for Markdown and HTML. Plain text comes last: many
;; modes derive from text-mode, and their servers are theirs.
(add-to-list 'eglot-server-programs '(markdown-mode . ("sayso" "lsp")))
(add-to-list 'eglot-server-programs '(html-mode . ("sayso" "lsp")))
(add-to-list 'eglot-server-programs '(text-mode . ("sayso" "lsp")) t)

(defun sayso-ensure ()
  "Have sayso read this text, where it is one of its formats."
  (when (and buffer-file-name
             (memq major-mode '(markdown-mode gfm-mode text-mode html-mode mhtml-mode)))
    (eglot-ensure)))

(add-hook 'text-mode-hook #'sayso-ensure)

;;; sayso.el ends here
