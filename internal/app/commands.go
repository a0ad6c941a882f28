package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"ledigajobb/internal/config"
	"ledigajobb/internal/store"
)

// Migrate brings the database up to date and says what it did.
func Migrate(ctx context.Context, d config.Database, env Env) error {
	s, err := store.Open(ctx, store.Options{Database: d.Database, Log: env.Log, Random: env.Random})
	if err != nil {
		return err
	}
	defer s.Close()
	done, err := s.Migrate(ctx)
	for _, step := range done {
		fmt.Fprintln(env.Out, step)
	}
	if err == nil && len(done) == 0 {
		fmt.Fprintln(env.Out, "The database is up to date.")
	}
	return err
}

// Backup writes a verified copy of a SQLite database to a file that does not exist yet, while a server may run.
func Backup(ctx context.Context, d config.Database, file string, env Env) error {
	s, err := store.Open(ctx, store.Options{Database: d.Database, Log: env.Log, Random: env.Random, Existing: true})
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Backup(ctx, file); err != nil {
		return err
	}
	if info, err := os.Stat(file); err == nil {
		fmt.Fprintf(env.Out, "%s: %d bytes, verified.\n", file, info.Size())
	}
	return nil
}

// Health asks the server at an address whether it is ready; nil means yes.
func Health(ctx context.Context, addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("--addr %q is no address: write host:port, for example 127.0.0.1:8080", addr)
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "localhost"
	}
	address := "http://" + net.JoinHostPort(host, port) + "/readyz"
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fmt.Errorf("--addr %q is no address: write host:port, for example 127.0.0.1:8080", addr)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("no server answers at %s: is it running?", addr)
	}
	defer response.Body.Close()
	io.Copy(io.Discard, response.Body)
	if response.StatusCode != http.StatusOK {
		return errors.New("the server at " + addr + " is not ready: its log says why")
	}
	return nil
}
