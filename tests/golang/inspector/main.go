// Inspector tells what Go files are, apart from their literals and comments.
//
// Each line of its input is a JSON request, and each line of its output the
// answer to one.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/format"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path"
	"strconv"
	"strings"
)

// Request is a set of files.
type Request struct {
	// Files are the sources by their paths in the module.
	Files map[string]string
	// Module is the path of the module; empty when types are not to be checked.
	Module string
}

// Answer says what they are.
type Answer struct {
	Files map[string]File
	// Errors are those of the types.
	Errors []string
}

// File says what a file is.
type File struct {
	// Error is that of the syntax, "" if there is none.
	Error string
	// Skeleton is the file without comments, and with the same literal for all
	// of a kind.
	Skeleton string
	// Imports are the packages that it imports.
	Imports []string
	// Directives are the comments that tools obey.
	Directives []string
	// Formatted says whether gofmt would leave the file as it is.
	Formatted bool
}

func main() {
	checker := newChecker()
	input := bufio.NewReader(os.Stdin)
	output := json.NewEncoder(os.Stdout)
	decoder := json.NewDecoder(input)
	for decoder.More() {
		var request Request
		if err := decoder.Decode(&request); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		answer := Answer{Files: map[string]File{}}
		for name, source := range request.Files {
			if strings.HasSuffix(name, ".go") {
				answer.Files[name] = inspect(name, source)
			}
		}
		if request.Module != "" {
			answer.Errors = checker.check(request.Module, request.Files)
		}
		if err := output.Encode(answer); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func inspect(name, source string) File {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return File{Error: err.Error()}
	}
	found := File{}
	formatted, err := format.Source([]byte(source))
	found.Formatted = err == nil && string(formatted) == source
	for _, spec := range file.Imports {
		text, _ := strconv.Unquote(spec.Path.Value)
		found.Imports = append(found.Imports, text)
	}
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if isDirective(comment.Text) {
				found.Directives = append(found.Directives, comment.Text)
			}
		}
	}
	found.Skeleton = skeleton(fset, file)
	return found
}

// skeleton blanks all literals but import paths.
func skeleton(fset *token.FileSet, file *ast.File) string {
	paths := map[*ast.BasicLit]bool{}
	for _, spec := range file.Imports {
		paths[spec.Path] = true
	}
	file.Comments = nil
	file.Doc = nil
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if !paths[n] {
				n.Value = n.Kind.String()
			}
		case *ast.GenDecl:
			n.Doc = nil
		case *ast.FuncDecl:
			n.Doc = nil
		case *ast.Field:
			n.Doc, n.Comment, n.Tag = nil, nil, nil
		case *ast.TypeSpec:
			n.Doc, n.Comment = nil, nil
		case *ast.ValueSpec:
			n.Doc, n.Comment = nil, nil
		case *ast.ImportSpec:
			n.Doc, n.Comment = nil, nil
		}
		return true
	})
	var text bytes.Buffer
	// Positions would bring the line breaks of comments and literals back.
	if err := (&printer.Config{Mode: printer.RawFormat}).Fprint(&text, token.NewFileSet(), file); err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(text.String()), " ")
}

// isDirective reports whether the compiler or another tool takes a comment for
// more than text.
func isDirective(text string) bool {
	if constraint.IsGoBuild(text) || constraint.IsPlusBuild(text) {
		return true
	}
	if strings.HasPrefix(text, "/*") {
		return strings.HasPrefix(text, "/*line ")
	}
	rest := strings.TrimPrefix(text, "//")
	if strings.HasPrefix(rest, "line ") || strings.HasPrefix(rest, "extern ") || strings.HasPrefix(rest, "export ") {
		return true
	}
	tool, _, found := strings.Cut(rest, ":")
	return found && tool != "" && strings.Trim(tool, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// folderOf is the import path of the package that a file belongs to.
func folderOf(module, name string) string {
	return path.Join(module, path.Dir(name))
}
