// Package sqlite3 stands, empty, where github.com/mattn/go-sqlite3 would.
//
// gorm.io/driver/sqlite imports that package whether it is used or not. It is
// not used here: the store names modernc.org/sqlite, which is SQLite in Go, as
// its driver. But wherever a C compiler is found, the first build, run or race
// test would compile the whole of SQLite's C for nothing, a minute of work; and
// without one it registers a driver that can only fail. The replace line in the
// program's go.mod puts this package in its place.
//
// A program that wants the C engine removes the replace line.
package sqlite3
