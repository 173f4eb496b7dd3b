package config

import (
	"fmt"
	"strings"
	"time"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
)

// ParseDate reads an ISO 8601 day.
func ParseDate(s string) (time.Time, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("date %q: expected a day such as 2026-03-14", s)
	}
	return t, nil
}

// ParseLang reads an ISO 639-1 code and drops a region behind it.
func ParseLang(s string) (string, error) {
	code, _, _ := strings.Cut(strings.ToLower(s), "-")
	if !pack.IsLanguage(code) {
		return "", fmt.Errorf("language %q: expected a code of two letters (ISO 639-1) such as en or de", s)
	}
	return code, nil
}

// ParseFailOn reads the mildest severity that makes a run fail; Off stands for never.
func ParseFailOn(s string) (lint.Severity, error) {
	if s == "never" {
		return lint.Off, nil
	}
	v, err := lint.ParseSeverity(s)
	if err != nil || v == lint.Off {
		return lint.Off, fmt.Errorf("%q: expected error, warning, info or never", s)
	}
	return v, nil
}
