use zed_extension_api as zed;

struct Sayso;

impl zed::Extension for Sayso {
    fn new() -> Self {
        Sayso
    }

    fn language_server_command(
        &mut self,
        _server: &zed::LanguageServerId,
        worktree: &zed::Worktree,
    ) -> zed::Result<zed::Command> {
        let command = worktree
            .which("sayso")
            .ok_or("sayso is not on PATH: go install github.com/sayso-lint/sayso@latest")?;
        Ok(zed::Command {
            command,
            args: vec!["lsp".into()],
            env: Default::default(),
        })
    }
}

zed::register_extension!(Sayso);
