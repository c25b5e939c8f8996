package edi

// Classes of items by their service indicator.
const (
	ClassEMS        = "ems"
	ClassParcel     = "parcel"
	ClassRegistered = "registered"
	ClassInsured    = "insured"
	ClassExpress    = "express"   // tracked letter post
	ClassECommerce  = "ecommerce" // tracked e-commerce parcels
	ClassLetter     = "letter"    // untracked letter post
	ClassMBag       = "m-bag"
	ClassReply      = "business-reply"
	ClassBilateral  = "bilateral" // domestic, bilateral or multilateral use: posts decide among themselves
	ClassReserved   = "reserved"
	ClassUnassigned = "unassigned"
)

// classes is the allocation of service indicators in UPU standard S10 (as described in public copies); the first match counts.
var classes = []struct{ from, to, class string }{
	{"AV", "AZ", ClassBilateral}, {"BA", "BZ", ClassBilateral},
	{"CA", "CU", ClassParcel}, {"CV", "CV", ClassInsured}, {"CW", "CZ", ClassParcel},
	{"DA", "DZ", ClassBilateral},
	{"EA", "EZ", ClassEMS},
	{"GA", "GA", ClassBilateral}, {"GD", "GD", ClassBilateral},
	{"HA", "HZ", ClassECommerce},
	{"JA", "KZ", ClassReserved},
	{"LA", "LZ", ClassExpress},
	{"MA", "MZ", ClassMBag},
	{"NA", "NZ", ClassBilateral}, {"PA", "PZ", ClassBilateral},
	{"QA", "QM", ClassReply},
	{"RA", "RZ", ClassRegistered},
	{"UA", "UZ", ClassLetter},
	{"VA", "VZ", ClassInsured},
	{"ZA", "ZZ", ClassBilateral},
}

// ClassOf returns the class a service indicator stands for, ClassUnassigned where the standard assigns none.
func ClassOf(indicator string) string {
	for _, c := range classes {
		if c.from <= indicator && indicator <= c.to {
			return c.class
		}
	}
	return ClassUnassigned
}
