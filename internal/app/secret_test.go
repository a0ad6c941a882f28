package app

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"ledigajobb/internal/config"
)

func TestTheSecretBesideTheDatabaseIsMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "board.db.secret")
	var running sync.WaitGroup
	secrets := make(chan string, 8)
	for range cap(secrets) {
		running.Go(func() {
			secret, err := secretFile(path, rand.Reader)
			if err != nil {
				t.Error(err)
			}
			secrets <- secret
		})
	}
	running.Wait()
	close(secrets)
	first := <-secrets
	for secret := range secrets {
		if secret != first || len(secret) != 64 {
			t.Errorf("secrets of %d and %d characters, not one of 64", len(first), len(secret))
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestPostgreSQLNeedsASecret(t *testing.T) {
	d := config.Database{Database: "postgres://u:p@h/db"}
	if _, err := newSigner(d, config.Access{}, rand.Reader); err == nil {
		t.Error("nobody asked for it")
	}
	if _, err := newSigner(d, config.Access{Secret: []string{"a secret of more than thirty-two letters"}}, rand.Reader); err != nil {
		t.Error(err)
	}
}
