package report

import "testing"

func TestPaths(t *testing.T) {
	unix := Options{Dir: "/home/ada/paper/drafts", Root: "/home/ada/paper"}
	windows := Options{Dir: `C:\Users\Ada\paper\drafts`, Root: `C:\Users\Ada\paper`}
	share := Options{Dir: `\\desk\texts\paper`, Root: `\\desk\texts\paper`}
	for _, x := range []struct {
		options             *Options
		path, dir, root, at string // as it came; from the folder; from the top; as a reference to the latter
	}{
		{&unix, "a.md", "a.md", "drafts/a.md", "drafts/a.md"},
		{&unix, "./x/../a.md", "a.md", "drafts/a.md", "drafts/a.md"},
		{&unix, "../notes/a.md", "../notes/a.md", "notes/a.md", "notes/a.md"},
		{&unix, "../../other/a.md", "../../other/a.md", "../../other/a.md", "../../other/a.md"},
		{&unix, "/home/ada/paper/drafts/a.md", "a.md", "drafts/a.md", "drafts/a.md"},
		{&unix, "/home/ada/paperback/a.md", "/home/ada/paperback/a.md", "/home/ada/paperback/a.md", "file:///home/ada/paperback/a.md"},
		{&unix, `back\slash.md`, `back\slash.md`, `drafts/back\slash.md`, "drafts/back%5Cslash.md"},
		{&unix, "two  blanks, 100% (new) #1?.md", "two  blanks, 100% (new) #1?.md", "drafts/two  blanks, 100% (new) #1?.md", "drafts/two%20%20blanks%2C%20100%25%20%28new%29%20%231%3F.md"},
		{&unix, "港口 🚢.md", "港口 🚢.md", "drafts/港口 🚢.md", "drafts/%E6%B8%AF%E5%8F%A3%20%F0%9F%9A%A2.md"},
		{&unix, "<stdin>", "<stdin>", "<stdin>", "%3Cstdin%3E"},
		{&Options{Dir: "/", Root: "/"}, "a.md", "a.md", "a.md", "a.md"},
		{&Options{Dir: "/work", Root: "/work"}, "time: 12.md", "time: 12.md", "time: 12.md", "time%3A%2012.md"},
		{&windows, `a.md`, "a.md", "drafts/a.md", "drafts/a.md"},
		{&windows, `sub folder\a.md`, "sub folder/a.md", "drafts/sub folder/a.md", "drafts/sub%20folder/a.md"},
		{&windows, `..\notes\a.md`, "../notes/a.md", "notes/a.md", "notes/a.md"},
		{&windows, `c:\users\ada\paper\drafts\a.md`, "a.md", "drafts/a.md", "drafts/a.md"},
		{&windows, `D:\texts\a b.md`, "D:/texts/a b.md", "D:/texts/a b.md", "file:///D:/texts/a%20b.md"},
		{&share, `\\desk\texts\paper\a.md`, "a.md", "a.md", "a.md"},
		{&share, `\\desk\texts\a.md`, `//desk/texts/a.md`, `//desk/texts/a.md`, "file://desk/texts/a.md"},
		{&Options{}, "x/./a.md", "x/a.md", "x/a.md", "x/a.md"},
	} {
		if got := x.options.inDir(x.path); got != x.dir {
			t.Errorf("%s from %s: %s, want %s", x.path, x.options.Dir, got, x.dir)
		}
		got := x.options.inRoot(x.path)
		if got != x.root {
			t.Errorf("%s from %s: %s, want %s", x.path, x.options.Root, got, x.root)
		}
		if at := uri(got); at != x.at {
			t.Errorf("%s: %s, want %s", got, at, x.at)
		}
	}
}
