package cli

import urfave "github.com/urfave/cli/v2"

func (p *program) rulesCommand() *urfave.Command {
	return &urfave.Command{Name: "rules", Usage: "list the rules", Action: func(*urfave.Context) error { return nil }}
}

func (p *program) explainCommand() *urfave.Command {
	return &urfave.Command{Name: "explain", Usage: "explain a rule", Action: func(*urfave.Context) error { return nil }}
}

func (p *program) initCommand() *urfave.Command {
	return &urfave.Command{Name: "init", Usage: "write a configuration", Action: func(*urfave.Context) error { return nil }}
}

func (p *program) completionCommand() *urfave.Command {
	return &urfave.Command{Name: "completion", Usage: "completion", Action: func(*urfave.Context) error { return nil }}
}
