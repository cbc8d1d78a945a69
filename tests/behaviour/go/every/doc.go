// Package every makes calls of a generated SDK, one after the other, and says
// what is wrong with what becomes of each.
//
// The program that is made for a document lists the calls; the test that
// started it is the server, and has the answers that it gave.
package every
