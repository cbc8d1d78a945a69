package main

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// checker checks the types of modules.
type checker struct {
	fset     *token.FileSet
	standard types.Importer
}

func newChecker() *checker {
	fset := token.NewFileSet()
	return &checker{fset, importer.ForCompiler(fset, "source", nil)}
}

// check returns the errors of all packages and of their tests.
func (c *checker) check(module string, files map[string]string) []string {
	own := &own{checker: c, packages: map[string][]*ast.File{}, known: map[string]*types.Package{}}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		file, err := parser.ParseFile(c.fset, name, files[name], parser.SkipObjectResolution)
		if err != nil {
			return []string{err.Error()}
		}
		folder := folderOf(module, name)
		if strings.HasSuffix(file.Name.Name, "_test") {
			folder += "_test"
		}
		own.packages[folder] = append(own.packages[folder], file)
	}
	for _, folder := range slices.Sorted(maps.Keys(own.packages)) {
		if _, err := own.Import(folder); err != nil {
			own.errors = append(own.errors, err.Error())
		}
	}
	return own.errors
}

// own imports the packages of one module, and those of the standard library.
type own struct {
	*checker
	packages map[string][]*ast.File
	known    map[string]*types.Package
	errors   []string
}

// Import returns a package.
func (o *own) Import(folder string) (*types.Package, error) {
	files, ok := o.packages[folder]
	if !ok {
		return o.standard.Import(folder)
	}
	if found, ok := o.known[folder]; ok {
		if found == nil {
			return nil, fmt.Errorf("%s imports itself", folder)
		}
		return found, nil
	}
	o.known[folder] = nil
	config := types.Config{
		Importer:  o,
		GoVersion: "go1.23",
		Error:     func(err error) { o.errors = append(o.errors, err.Error()) },
	}
	found, _ := config.Check(folder, o.fset, files, nil)
	o.known[folder] = found
	return found, nil
}
