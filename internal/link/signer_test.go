package link

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ledigajobb/internal/board"
)

const (
	first  = "the first secret, which is long enough"
	second = "the second secret, which is long enough"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func signer(t testing.TB, secrets ...string) Signer {
	t.Helper()
	s, err := NewSigner(secrets...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestASignatureHoldsForItsPurposeUntilItsEnd(t *testing.T) {
	s := signer(t, first)
	signed := s.Sign("alert", "42", noon)
	for _, test := range []struct {
		name    string
		by      Signer
		purpose string
		signed  string
		at      time.Time
		err     error
	}{
		{"in time", s, "alert", signed, noon.Add(-time.Second), nil},
		{"at its end", s, "alert", signed, noon, board.ErrGone},
		{"for another purpose", s, "proof", signed, noon.Add(-time.Second), board.ErrNotFound},
		{"by another secret", signer(t, second), "alert", signed, noon.Add(-time.Second), board.ErrNotFound},
		{"after a rotation", signer(t, second, first), "alert", signed, noon.Add(-time.Second), nil},
		{"by a signer without a secret", Signer{}, "alert", signed, noon.Add(-time.Second), board.ErrNotFound},
		{"for ever", s, "alert", s.Sign("alert", "42", time.Time{}), noon.AddDate(90, 0, 0), nil},
		{"cut off", s, "alert", signed[:len(signed)-2], noon.Add(-time.Second), board.ErrNotFound},
		{"nothing", s, "alert", "", noon, board.ErrNotFound},
	} {
		value, err := test.by.Verify(test.purpose, test.signed, test.at)
		if !errors.Is(err, test.err) || err == nil && value != "42" {
			t.Errorf("%s: %q, %v", test.name, value, err)
		}
	}
}

func TestWhatWasSignedComesBackAndNothingElse(t *testing.T) {
	s := signer(t, first)
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.String().Draw(t, "value")
		signed := s.Sign("p", value, noon)
		if got, err := s.Verify("p", signed, noon.Add(-time.Hour)); err != nil || got != value {
			t.Fatalf("%q: %q, %v", value, got, err)
		}
		at := rapid.IntRange(0, len(signed)-1).Draw(t, "at")
		other := rapid.SampledFrom(strings.Split("A B z 0 - _ .", " ")).Draw(t, "letter")
		changed := signed[:at] + other + signed[at+1:]
		if _, err := s.Verify("p", changed, noon.Add(-time.Hour)); changed != signed && !errors.Is(err, board.ErrNotFound) {
			t.Fatalf("%q is accepted: %v", changed, err)
		}
	})
}

func TestSecretsAreLong(t *testing.T) {
	for _, secrets := range [][]string{nil, {""}, {"short"}, {first, "short"}} {
		if _, err := NewSigner(secrets...); err == nil {
			t.Errorf("%q is accepted", secrets)
		} else if strings.Contains(err.Error(), "short") {
			t.Errorf("the error tells the secret: %v", err)
		}
	}
}
