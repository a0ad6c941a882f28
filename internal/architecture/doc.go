// Package architecture holds the code to its plan. It is tests alone: who may
// import whom, what enters only at the top, and that what the Dockerfile names
// is there.
package architecture
