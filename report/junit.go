package report

import (
	"fmt"
	"io"
	"strconv"

	"github.com/sayso-lint/sayso/lint"
)

// junit writes test results: a file is a suite, and a finding a test. Errors and warnings are tests that failed;
// information passes and stands in the test's output, since a test that failed without anything to be mended teaches
// readers to look away. A file without findings is one test that passed, so that it can be seen to have been read.
type junit struct {
	sheet
	options Options
	begun   bool
}

func newJUnit(w io.Writer, o Options) Reporter { return &junit{sheet: sheet{w: w}, options: o} }

func (j *junit) begin() {
	if !j.begun {
		j.begun = true
		j.print(xmlHead, `<testsuites name="sayso">`, "\n")
	}
}

func (j *junit) File(f *File) error {
	j.begin()
	path, failures := j.options.inDir(f.Doc.Path), 0
	for i := range f.Findings {
		if f.Findings[i].Severity > lint.Info {
			failures++
		}
	}
	j.suite(path, max(len(f.Findings), 1), failures, 0)
	if len(f.Findings) == 0 {
		j.testcase("no findings", path)
		j.print("/>\n")
	}
	names := map[string]int{}
	for i := range f.Findings {
		name := f.Findings[i].Rule + ": " + visible(f.Findings[i].Message)
		if names[name]++; names[name] > 1 {
			name += fmt.Sprintf(" (%d)", names[name])
		}
		j.finding(path, name, f, &f.Findings[i])
		j.spill()
	}
	j.print("</testsuite>\n")
	return j.flush()
}

func (j *junit) suite(name string, tests, failures, errors int) {
	j.print("<testsuite")
	j.attributes("name", name, "tests", strconv.Itoa(tests), "failures", strconv.Itoa(failures), "errors", strconv.Itoa(errors))
	j.print(">\n")
}

func (j *junit) testcase(name, class string) {
	j.print("<testcase")
	j.attributes("name", name, "classname", class)
}

// finding writes a test. Its name says nothing about lines: who compares two runs by the names of their tests must find a
// finding again after an edit above it.
func (j *junit) finding(path, name string, f *File, x *lint.Finding) {
	at := f.Doc.Begin(x.Span)
	j.testcase(name, path)
	text := inXML(fmt.Sprintf("%s:%d:%d\n%s", path, at.Line, at.Column, withNotes(x)))
	if x.Severity == lint.Info {
		j.print("><system-out>", text, "</system-out></testcase>\n")
		return
	}
	j.print("><failure")
	j.attributes("type", x.Severity.String(), "message", visible(x.Message))
	j.print(">", text, "</failure></testcase>\n")
}

// Close adds what could not be read, as tests that could not be run.
func (j *junit) Close(s *Summary) error {
	j.begin()
	if n := len(s.Faults); n > 0 {
		j.suite("sayso", n, 0, n)
		for _, fault := range s.Faults {
			j.testcase("could not be checked", "sayso")
			j.print("><error")
			j.attributes("message", visible(fault))
			j.print("/></testcase>\n")
		}
		j.print("</testsuite>\n")
	}
	j.print("</testsuites>\n")
	return j.flush()
}
