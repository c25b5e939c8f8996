package principal

const refusedKey = "refused"

// Refused writes the authorizer context of a request that comes from nobody, and why: a slug.
func Refused(why string) map[string]any { return map[string]any{refusedKey: why} }

// WhyRefused reads what Refused wrote; "" when it wrote nothing.
func WhyRefused(m map[string]any) string {
	why, _ := m[refusedKey].(string)
	return why
}
