package main

import (
	"bytes"
	"os"
	"strconv"
)

// Megabytes of answers that are kept where nothing is said: a share of the memory, within bounds. What is kept is taken
// twice until its garbage is collected.
const (
	keptShare = 16
	leastKept = 32
	mostKept  = 512
)

// keptMB is that share of the memory which the process may take: the machine's, or its container's where that is less.
// Where neither is told, as on other systems than Linux, it is of 2 GB.
func keptMB() string {
	info, _ := os.ReadFile("/proc/meminfo")
	limit, _ := os.ReadFile("/sys/fs/cgroup/memory.max")
	return strconv.FormatInt(min(max(memory(info, limit)/keptShare>>20, leastKept), mostKept), 10)
}

// memory is the bytes that there are by proc_meminfo(5) and, where there is a limit, by the controller of cgroups(7).
func memory(info, limit []byte) int64 {
	all := int64(2 << 30)
	for line := range bytes.Lines(info) {
		fields := bytes.Fields(line)
		if len(fields) == 3 && string(fields[0]) == "MemTotal:" {
			if kilobytes, err := strconv.ParseInt(string(fields[1]), 10, 64); err == nil {
				all = kilobytes << 10
			}
		}
	}
	if most, err := strconv.ParseInt(string(bytes.TrimSpace(limit)), 10, 64); err == nil {
		return min(all, most)
	}
	return all // "max"
}
