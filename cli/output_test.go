package cli

import "testing"

func TestColored(t *testing.T) {
	for _, c := range []struct {
		when string
		tty  bool
		env  map[string]string
		want bool
	}{
		{when: "auto", tty: true, want: true},
		{when: "auto", tty: false, want: false},
		{when: "auto", tty: true, env: map[string]string{"NO_COLOR": "1"}, want: false},
		{when: "auto", tty: true, env: map[string]string{"TERM": "dumb"}, want: false},
		{when: "auto", tty: true, env: map[string]string{"CLICOLOR": "0"}, want: false},
		{when: "auto", env: map[string]string{"FORCE_COLOR": "1"}, want: true},
		{when: "auto", env: map[string]string{"FORCE_COLOR": "0"}, want: false},
		{when: "auto", env: map[string]string{"CLICOLOR_FORCE": "1"}, want: true},
		{when: "auto", env: map[string]string{"CLICOLOR_FORCE": "1", "TERM": "dumb"}, want: true},
		{when: "auto", env: map[string]string{"FORCE_COLOR": "1", "NO_COLOR": "1"}, want: false},
		{when: "always", env: map[string]string{"NO_COLOR": "1"}, want: true},
		{when: "never", tty: true, env: map[string]string{"FORCE_COLOR": "1"}, want: false},
	} {
		got, err := colored(c.when, c.tty, func(k string) string { return c.env[k] })
		if err != nil || got != c.want {
			t.Errorf("%+v: got %v, %v", c, got, err)
		}
	}
	if _, err := colored("sometimes", true, func(string) string { return "" }); err == nil {
		t.Error("an unknown value passes")
	}
}
