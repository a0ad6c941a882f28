package main

import "testing"

func TestMemoryIsTheMachinesOrItsContainers(t *testing.T) {
	const machine = "MemTotal:       16384000 kB\nMemFree:         1000 kB\n"
	for _, s := range []struct {
		name, info, limit string
		want              int64
	}{
		{"a machine", machine, "max\n", 16384000 << 10},
		{"no controller", machine, "", 16384000 << 10},
		{"a container", machine, "536870912\n", 512 << 20},
		{"a container without bounds", machine, "9223372036854771712\n", 16384000 << 10},
		{"another system", "", "", 2 << 30},
		{"what cannot be read", "MemTotal: many kB\n", "few", 2 << 30},
	} {
		t.Run(s.name, func(t *testing.T) {
			if got := memory([]byte(s.info), []byte(s.limit)); got != s.want {
				t.Errorf("%d bytes, want %d", got, s.want)
			}
		})
	}
}
