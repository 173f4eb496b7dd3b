;;; -*- lexical-binding: t -*-
;; Drives Emacs: what is shown where, a code action, a page, and the file that is written. Prints what it saw as JSON.

(require 'json)
(require 'seq)
(setq eglot-events-buffer-size 0 eglot-autoshutdown nil inhibit-message t)

(defun wait (what done)
  (with-timeout (20 (error "waited in vain for %s" what))
    (while (not (funcall done)) (accept-process-output nil 0.01))))

(defun seen ()
  "The words that are marked, and by what, in the order of the text."
  (mapcar (lambda (d)
            (let ((text (flymake-diagnostic-text d)))
              (string-match "\\[\\([^]]+\\)\\]" text)
              `((code . ,(match-string 1 text))
                (line . ,(1- (line-number-at-pos (flymake-diagnostic-beg d))))
                (text . ,(buffer-substring-no-properties (flymake-diagnostic-beg d) (flymake-diagnostic-end d))))))
          (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(defun overlaid ()
  "The words that lie under an overlay of flymake's: what the eye sees."
  (sort (mapcar (lambda (o) (buffer-substring-no-properties (overlay-start o) (overlay-end o)))
                (seq-filter (lambda (o) (or (overlay-get o 'flymake-diagnostic) (overlay-get o 'flymake-overlay)))
                            (overlays-in (point-min) (point-max))))
        #'string<))

(defun act (title)
  "Execute the code action TITLE at point, as somebody would pick it from the menu; return what was offered."
  (let (offered)
    (cl-letf ((last-nonmenu-event ?\r) ; asked for by the keyboard, not the mouse
              ((symbol-function 'completing-read)
               (lambda (_prompt items &rest _) (setq offered (mapcar (lambda (i) (if (consp i) (car i) i)) items)) title)))
      (eglot-code-actions (point) nil nil t))
    offered))

;; The page of a rule comes as a message.
(defvar page nil)
(cl-defmethod eglot-handle-notification :before (_server (_method (eql 'window/showMessage)) &key message &allow-other-keys)
  (setq page message))

(let (result)
  (condition-case err
      (progn
        (find-file "harbour.md")
        (eglot--maybe-activate-editing-mode)
        (unless (eglot-current-server) (apply #'eglot--connect (eglot--guess-contact)))
        (wait "the server" (lambda () (and (eglot-current-server) (eglot-managed-p))))
        (flymake-start nil)
        (wait "diagnostics" (lambda () (flymake-diagnostics)))
        (push (cons 'first (seen)) result)
        (push (cons 'underlined (overlaid)) result)

        (goto-char (point-min))
        (search-forward "Clearly")
        (goto-char (match-beginning 0))
        (push (cons 'offered (act "delete \"Clearly\"")) result)
        (eglot--signal-textDocument/didChange)
        (wait "diagnostics of the text as it is now" (lambda () (flymake-start nil) (= (length (flymake-diagnostics)) 2)))
        (push (cons 'second (seen)) result)
        (save-buffer)

        (goto-char (point-min))
        (search-forward "should")
        (goto-char (match-beginning 0))
        (act "explain prescriptive-modal")
        (wait "the page of the rule" (lambda () page))
        (push (cons 'page page) result)
        (push (cons 'hover (plist-get (plist-get (jsonrpc-request (eglot-current-server) :textDocument/hover
                                                                  (eglot--TextDocumentPositionParams)) :contents) :value))
              result)
        (eglot-shutdown (eglot-current-server)))
    (error (push (cons 'failed (error-message-string err)) result)))
  (let ((coding-system-for-write 'utf-8))
    (princ (concat (json-encode (mapcar (lambda (x) (if (and (listp (cdr x)) (cdr x)) (cons (car x) (vconcat (cdr x))) x)) result)) "\n"))))
