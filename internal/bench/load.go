package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"time"
)

// figures is what a round, or the median of rounds, measured.
type figures struct {
	rate     float64 // requests a second
	p50, p99 time.Duration
}

func (f figures) String() string {
	return fmt.Sprintf("%.0f %.2f %.2f ms", f.rate, f.p50.Seconds()*1000, f.p99.Seconds()*1000)
}

// median takes each figure's median by itself.
func median(rounds []figures) figures {
	mid := func(value func(figures) float64) float64 {
		values := make([]float64, len(rounds))
		for i, r := range rounds {
			values[i] = value(r)
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	return figures{
		mid(func(f figures) float64 { return f.rate }),
		time.Duration(mid(func(f figures) float64 { return float64(f.p50) })),
		time.Duration(mid(func(f figures) float64 { return float64(f.p99) })),
	}
}

// reader is what a request says that is counted as a reader's.
const reader = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\nAccept-Language: sv\r\n"

// rawRequest is a request as it goes over the wire.
func rawRequest(path string, gzip bool) []byte {
	coding := ""
	if gzip {
		coding = "Accept-Encoding: gzip\r\n"
	}
	return []byte("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + reader + coding + "\r\n")
}

// load asks for the requests, over and over for a round, on all connections at once.
func load(s settings, target string, requests [][]byte, zipf bool) (figures, error) {
	took := make([][]time.Duration, s.connections)
	errs := make([]error, s.connections)
	var all sync.WaitGroup
	begin := time.Now()
	for c := range s.connections {
		all.Go(func() {
			next := draw(zipf, len(requests), c)
			took[c], errs[c] = drive(target, begin.Add(s.round), func() []byte { return requests[next()] })
		})
	}
	all.Wait()
	passed := time.Since(begin)
	every := slices.Concat(took...)
	slices.Sort(every)
	if err := errors.Join(errs...); err != nil || len(every) == 0 {
		return figures{}, errors.Join(err, errors.New("the load did not run"))
	}
	return figures{float64(len(every)) / passed.Seconds(), every[len(every)/2], every[len(every)*99/100]}, nil
}

// drive sends requests on one connection until the end, and says how long each took.
func drive(target string, end time.Time, next func() []byte) (took []time.Duration, err error) {
	conn, err := net.Dial("tcp", target)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	r := bufio.NewReaderSize(conn, 64<<10)
	for time.Now().Before(end) {
		begin := time.Now()
		if _, err := conn.Write(next()); err != nil {
			return nil, err
		}
		if _, err := readAnswer(r); err != nil {
			return nil, err
		}
		took = append(took, time.Since(begin))
	}
	return took, nil
}

// sizeOf asks once and says how many bytes the answer's body has.
func sizeOf(target string, request []byte) (int, error) {
	conn, err := net.Dial("tcp", target)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	if _, err := conn.Write(request); err != nil {
		return 0, err
	}
	return readAnswer(bufio.NewReader(conn))
}

// readAnswer reads one answer with a length, throws its body away, and says how long that was. Anything but 200 is an
// error: a bench of failures measures nothing.
func readAnswer(r *bufio.Reader) (int, error) {
	status, err := r.ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	if !bytes.HasPrefix(status, []byte("HTTP/1.1 200 ")) {
		return 0, fmt.Errorf("answered %q", bytes.TrimSpace(status))
	}
	length := -1
	for {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			break
		}
		if name, value, _ := bytes.Cut(line, []byte(": ")); bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(value)); err != nil {
				return 0, err
			}
		}
	}
	if length < 0 {
		return 0, errors.New("an answer without a length")
	}
	_, err = io.CopyN(io.Discard, r, int64(length))
	return length, err
}
