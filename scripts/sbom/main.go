// Command sbom prints what a binary of sayso is made of, as CycloneDX 1.6: the modules that the linker has put into it, from
// the binary's own build information, with the licence that each comes under.
//
//	go run ./scripts/sbom -vendor FOLDER -time 2026-01-02T03:04:05Z BINARY
package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
)

type bom struct {
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Timestamp string    `json:"timestamp,omitempty"`
	Component component `json:"component"`
}

type component struct {
	Type     string    `json:"type"`
	Ref      string    `json:"bom-ref"`
	Name     string    `json:"name"`
	Version  string    `json:"version"`
	PURL     string    `json:"purl,omitempty"`
	Hashes   []hash    `json:"hashes,omitempty"`
	Licenses []license `json:"licenses,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type license struct {
	License struct {
		ID string `json:"id"`
	} `json:"license"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn"`
}

func main() {
	vendor := flag.String("vendor", "vendor", "`FOLDER` of the modules' sources, for their licences")
	version := flag.String("version", "", "`VERSION` of the release")
	at := flag.String("time", "", "`TIME` of the release, RFC 3339")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	b, err := describe(flag.Arg(0), *vendor, *version, *at)
	if err == nil {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		err = out.Encode(b)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

// describe reads a binary. The error names a module whose licence is not known: nothing is shipped under terms that nobody
// has looked at.
func describe(binary, vendor, version, at string) (*bom, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", binary, err)
	}
	data, err := os.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	main := component{
		Type: "application", Ref: info.Main.Path, Name: info.Main.Path, Version: version,
		Hashes: []hash{{"SHA-256", hex.EncodeToString(sum[:])}}, Licenses: licenses("MIT"),
	}
	b := &bom{Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: metadata{at, main}, Dependencies: []dependency{{Ref: main.Ref}}}
	for _, m := range append([]*debug.Module{{Path: "std", Version: strings.TrimPrefix(info.GoVersion, "go")}}, info.Deps...) {
		if m.Replace != nil {
			m = m.Replace
		}
		id := "BSD-3-Clause" // Go's own
		if m.Path != "std" {
			if id, err = licenceOf(filepath.Join(vendor, filepath.FromSlash(m.Path))); err != nil {
				return nil, fmt.Errorf("%s: %w", m.Path, err)
			}
		}
		purl := "pkg:golang/" + m.Path + "@" + m.Version
		b.Components = append(b.Components, component{Type: "library", Ref: purl, Name: m.Path, Version: m.Version, PURL: purl, Licenses: licenses(id)})
		b.Dependencies[0].DependsOn = append(b.Dependencies[0].DependsOn, purl)
	}
	return b, nil
}

func licenses(id string) []license {
	var l license
	l.License.ID = id
	return []license{l}
}

// phrases tell licences apart, by words that stand in one of them alone; the first that is there decides.
var phrases = []struct{ words, id string }{
	{"Apache License Version 2.0", "Apache-2.0"},
	{"Mozilla Public License Version 2.0", "MPL-2.0"},
	{"Neither the name of", "BSD-3-Clause"},
	{"Redistributions of source code must retain", "BSD-2-Clause"},
	{"Permission is hereby granted, free of charge", "MIT"},
	{"Permission to use, copy, modify, and/or distribute", "ISC"},
}

func licenceOf(dir string) (string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "[LC][IiO][CcP][EeY]*"))
	if err != nil {
		return "", err
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		text := strings.Join(strings.Fields(string(data)), " ")
		for _, p := range phrases {
			if strings.Contains(text, p.words) {
				return p.id, nil
			}
		}
	}
	return "", fmt.Errorf("no licence that we know in %s", dir)
}
