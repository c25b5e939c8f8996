package crm

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	jmespath "github.com/jmespath-community/go-jmespath"
	"github.com/jmespath-community/go-jmespath/pkg/functions"
	"github.com/jmespath-community/go-jmespath/pkg/interpreter"
	"github.com/jmespath-community/go-jmespath/pkg/parsing"
)

// expression is a JMESPath expression that ends soon whatever body it is used on: it has no way to repeat itself, and what it could come to at
// worst was reckoned before it was taken.
type expression struct {
	node   parsing.ASTNode
	caller interpreter.FunctionCaller
	cost   float64 // how many times the largest body its values come to at worst
}

// errExpression says why an expression is not taken; the text is for the person who wrote it.
type errExpression struct{ reason string }

func (e errExpression) Error() string { return e.reason }

func refuse(format string, args ...any) error { return errExpression{fmt.Sprintf(format, args...)} }

// parse reads an expression and refuses one that is no JMESPath, uses what is not allowed, or could come to too much on a body of the largest size.
func parse(text string, t Terms) (e expression, err error) {
	b := t.Expression
	defer func() {
		if p := recover(); p != nil { // the parser's own mistake is not ours
			err = refuse("cannot be read")
		}
	}()
	if strings.TrimSpace(text) == "" {
		return e, refuse("is empty")
	}
	if n := len([]rune(text)); n > b.MaxLength {
		return e, refuse("has %d characters; at most %d are taken", n, b.MaxLength)
	}
	node, err := jmespath.NewParser().Parse(text)
	if err != nil {
		if syntax, ok := errors.AsType[jmespath.SyntaxError](err); ok {
			return e, refuse("cannot be read: %s", strings.TrimPrefix(syntax.Error(), "SyntaxError: "))
		}
		return e, refuse("cannot be read: %s", err)
	}
	largest := float64(t.MaxBodyBytes)
	limit := float64(b.MaxGrowth) * largest
	r := reckoning{nodes: b.MaxNodes, work: limit, each: min(max(1, largest/float64(t.MaxValues)), 8)}
	if _, err := r.of(node, largest, 1); err != nil {
		return e, err
	}
	return expression{node, caller, (limit - r.work) / largest}, nil
}

var caller = interpreter.NewFunctionCaller(allowedFunctions()...)

func allowedFunctions() []functions.FunctionEntry {
	return slices.DeleteFunc(functions.GetDefaultFunctions(), func(f functions.FunctionEntry) bool { _, ok := growth[f.Name]; return !ok })
}

// growth is by how much the functions that are allowed make what they are given larger, at worst; those with literal arguments are reckoned in
// function. What is not here could make much out of little (pad_left) or is of no use in a mapping.
var growth = map[string]float64{
	"abs": 1, "avg": 1, "ceil": 1, "contains": 1, "ends_with": 1, "floor": 1, "keys": 1, "length": 1, "lower": 3, "upper": 3, "max": 1, "min": 1, "not_null": 1,
	"reverse": 1, "starts_with": 1, "sum": 1, "to_array": 1, "to_number": 1, "to_string": 8, "trim": 1, "trim_left": 1, "trim_right": 1, "type": 1, "values": 1,
	"split": 1, "join": 1, "replace": 1, "sort": 20, "sort_by": 20, "max_by": 2, "min_by": 2, "map": 1, "find_first": 1, "find_last": 1,
}

// reckoning adds up the sizes of all values that an expression can make at worst. The size of a value is at most the length of its JSON.
type reckoning struct {
	nodes int
	work  float64 // that is left
	each  float64 // at most one value to so many of the size
}

func (r *reckoning) spend(size float64) (float64, error) {
	if r.work -= size; r.work < 0 || math.IsInf(size, 0) {
		return 0, refuse("could come to too much on a large body: it copies or repeats too often")
	}
	return size, nil
}

// of reckons the size of all that a node makes when it is evaluated so many times on values of the size in altogether.
func (r *reckoning) of(n parsing.ASTNode, in, times float64) (float64, error) {
	if r.nodes--; r.nodes < 0 {
		return 0, refuse("has too many parts")
	}
	switch n.NodeType {
	case parsing.ASTEmpty, parsing.ASTIdentity, parsing.ASTCurrentNode, parsing.ASTField, parsing.ASTIndex, parsing.ASTSlice:
		return r.spend(in)
	case parsing.ASTLiteral:
		return r.spend(times * float64(len(fmt.Sprint(n.Value))+8))
	case parsing.ASTPipe, parsing.ASTSubexpression, parsing.ASTIndexExpression:
		var err error
		for _, c := range n.Children {
			if in, err = r.of(c, in, times); err != nil {
				return 0, err
			}
		}
		return in, nil
	case parsing.ASTProjection, parsing.ASTValueProjection:
		left, err := r.of(n.Children[0], in, times)
		if err != nil {
			return 0, err
		}
		return r.of(n.Children[1], left, left/r.each)
	case parsing.ASTFilterProjection:
		left, err := r.of(n.Children[0], in, times)
		if err != nil {
			return 0, err
		}
		if _, err := r.of(n.Children[2], left, left/r.each); err != nil {
			return 0, err
		}
		return r.of(n.Children[1], left, left/r.each)
	case parsing.ASTFlatten, parsing.ASTNotExpression, parsing.ASTKeyValPair, parsing.ASTArithmeticUnaryExpression:
		return r.all(n.Children, in, times)
	case parsing.ASTMultiSelectHash, parsing.ASTMultiSelectList, parsing.ASTOrExpression, parsing.ASTAndExpression:
		return r.all(n.Children, in, times)
	case parsing.ASTComparator, parsing.ASTArithmeticExpression:
		if _, err := r.all(n.Children, in, times); err != nil {
			return 0, err
		}
		return r.spend(8 * times)
	case parsing.ASTFunctionExpression:
		return r.function(n, in, times)
	}
	return 0, refuse("uses what a mapping does not know: let, $ and & outside a function")
}

func (r *reckoning) all(nodes []parsing.ASTNode, in, times float64) (float64, error) {
	sum := 16 * times
	for _, c := range nodes {
		size, err := r.of(c, in, times)
		if err != nil {
			return 0, err
		}
		sum += size
	}
	return r.spend(sum)
}

func (r *reckoning) function(n parsing.ASTNode, in, times float64) (float64, error) {
	name, _ := n.Value.(string)
	factor, ok := growth[name]
	if !ok {
		return 0, refuse("uses the function %s, which a mapping does not know", name)
	}
	literal := func(i int) (string, bool) {
		if i >= len(n.Children) || n.Children[i].NodeType != parsing.ASTLiteral {
			return "", false
		}
		s, ok := n.Children[i].Value.(string)
		return s, ok
	}
	switch name {
	case "split": // each letter may become a value
		factor = 1 + r.each
	case "join":
		between, ok := literal(0)
		if !ok {
			return 0, refuse("join: what stands between is written out, like join(', ', …)")
		}
		factor = float64(1 + len(between))
	case "replace":
		old, ok := literal(1)
		with, ok2 := literal(2)
		if !ok || !ok2 || old == "" {
			return 0, refuse("replace: what is replaced and by what are written out, like replace(text, 'a', 'b')")
		}
		factor = max(1, float64(len(with))/float64(len(old)))
	}
	list := 0.0
	var refs []parsing.ASTNode
	for _, c := range n.Children {
		if c.NodeType == parsing.ASTExpRef {
			refs = append(refs, c.Children[0])
			continue
		}
		size, err := r.of(c, in, times)
		if err != nil {
			return 0, err
		}
		list += size
	}
	made := 0.0
	for _, c := range refs {
		size, err := r.of(c, list, list/r.each)
		if err != nil {
			return 0, err
		}
		made += size
	}
	if name == "map" {
		return r.spend(made)
	}
	return r.spend(factor * (list + made + 8*times))
}

// on evaluates the expression on a body. What does not fit its functions (a number where a text belongs) is an error.
func (e expression) on(body any) (v any, err error) {
	defer func() {
		if p := recover(); p != nil { // the library's own mistake concerns this body only
			err = errors.New("cannot be worked out on this body")
		}
	}()
	return interpreter.NewInterpreter(body, e.caller, nil).Execute(e.node, body)
}
