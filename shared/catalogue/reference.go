package catalogue

// Reference is a value of a form that names something outside the form: a document, an operator, an inquiry. CheckAt looks at its form
// only; whoever knows what there is looks at the rest.
type Reference struct {
	Field string
	Type  FieldType // Attachments, Operator or InquiryID
	Value string
}

// References lists what the values of a form name, in the order of its fields. Values of a wrong form are left to CheckAt.
func References(fields []Field, values map[string]any) []Reference {
	var out []Reference
	for _, f := range fields {
		v := values[f.Code]
		switch f.Type {
		case Attachments:
			ids, _ := texts(v)
			for _, id := range ids {
				out = append(out, Reference{f.Code, f.Type, id})
			}
		case Operator, InquiryID:
			if s, ok := v.(string); ok && s != "" {
				out = append(out, Reference{f.Code, f.Type, s})
			}
		}
	}
	return out
}
