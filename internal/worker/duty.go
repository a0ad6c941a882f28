package worker

import (
	"time"

	"ledigajobb/internal/desk"
)

// Duty is the task that calls those on duty when something waits for the desk, and again when an answer is overdue.
func Duty(d *desk.Desk) Task {
	return Task{Name: "duty", Every: time.Minute, Step: d.CallDuty}
}
