package postgres

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// TestEveryStatementFitsTheSchema finds the statements in the source, so that none can be forgotten.
func TestEveryStatementFitsTheSchema(t *testing.T) {
	conn, err := newStore(t).pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	statements := statementsOf(t)
	for name, text := range statements {
		if rewritten, _, err := (pgx.NamedArgs{}).RewriteQuery(t.Context(), conn.Conn(), text, nil); err == nil {
			text = rewritten
		}
		if _, err := conn.Conn().Prepare(t.Context(), name, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(statements) < 20 {
		t.Errorf("only %d statements found", len(statements))
	}
}

// TestEveryStatementHasAName keeps statements out of calls, where the test above would not find them.
func TestEveryStatementHasAName(t *testing.T) {
	runs := []string{"Exec", "Query", "QueryRow", "Queue"}
	for _, file := range sources(t) {
		ast.Inspect(file, func(node ast.Node) bool {
			call, isCall := node.(*ast.CallExpr)
			if !isCall {
				return true
			}
			method, isMethod := call.Fun.(*ast.SelectorExpr)
			if isMethod && slices.Contains(runs, method.Sel.Name) && !slices.ContainsFunc(call.Args, isStatement) {
				t.Errorf("%s.%s runs a statement without a name", file.Name.Name, method.Sel.Name)
			}
			return true
		})
	}
}

// isStatement says whether the argument is a constant named …SQL, or the batch or update of a sealedTable, which are such.
func isStatement(argument ast.Expr) bool {
	switch e := argument.(type) {
	case *ast.Ident:
		return strings.HasSuffix(e.Name, "SQL")
	case *ast.SelectorExpr:
		return e.Sel.Name == "batch" || e.Sel.Name == "update"
	case *ast.FuncLit: // reads the result of what Queue was given
		return true
	}
	return false
}

// statementsOf are the constants of the package named …SQL.
func statementsOf(t *testing.T) map[string]string {
	t.Helper()
	statements := map[string]string{}
	for _, file := range sources(t) {
		ast.Inspect(file, func(node ast.Node) bool {
			spec, isValue := node.(*ast.ValueSpec)
			if !isValue || !strings.HasSuffix(spec.Names[0].Name, "SQL") {
				return true
			}
			literal, isLiteral := spec.Values[0].(*ast.BasicLit)
			if !isLiteral {
				t.Errorf("%s is not one literal", spec.Names[0].Name)
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Error(err)
			}
			statements[spec.Names[0].Name] = text
			return true
		})
	}
	return statements
}

func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = file
	}
	return files
}
