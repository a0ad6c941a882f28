//go:build !linux

package main

import "time"

// threadTime is the time that passes: how to read a thread's differs from system to system.
func threadTime() time.Duration { return time.Since(began) }
