package app

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ledigajobb/internal/config"
	"ledigajobb/internal/link"
)

// newSigner signs with the secrets that were given, else with the one in a file beside the SQLite database.
func newSigner(d config.Database, a config.Access, random io.Reader) (link.Signer, error) {
	if len(a.Secret) > 0 {
		return link.NewSigner(a.Secret...)
	}
	path, ok := strings.CutPrefix(d.Database, "sqlite:")
	if !ok {
		return link.Signer{}, errors.New("a secret must be given with PostgreSQL: use --secret")
	}
	secret, err := secretFile(path+".secret", random)
	if err != nil {
		return link.Signer{}, err
	}
	return link.NewSigner(secret)
}

// secretFile is the secret in a file, which is made if it is not there, for its owner alone. Of several programs that
// start at once, one makes it and the others read what it made: the file has its name when it is whole, and not before.
func secretFile(path string, random io.Reader) (string, error) {
	if secret, err := readSecret(path); !errors.Is(err, fs.ErrNotExist) {
		return secret, err
	}
	var b [32]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("making a secret: %w", err)
	}
	whole, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // 0600
	if err != nil {
		return "", fmt.Errorf("the file for the secret cannot be made: %w: give one with --secret", err)
	}
	defer os.Remove(whole.Name())
	_, err = whole.WriteString(hex.EncodeToString(b[:]) + "\n")
	if err = errors.Join(err, whole.Sync(), whole.Close()); err != nil {
		return "", fmt.Errorf("the secret cannot be written: %w", err)
	}
	if err := os.Link(whole.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("the file for the secret cannot be made: %w: give one with --secret", err)
	}
	return readSecret(path)
}

func readSecret(path string) (string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("the secret beside the database cannot be read: %w", err)
	}
	return strings.TrimSpace(string(content)), nil
}
