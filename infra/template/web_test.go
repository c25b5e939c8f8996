package template_test

import (
	"strings"
	"testing"
)

// The page's own policy and the header that comes with it are both kept: an address that one of them leaves out is out of reach.
func TestWeb_PageAndHeaderNameTheSameAddresses(t *testing.T) {
	x := read(t)
	header := str(at(x.Resources["WebHeaders"].Properties, "ResponseHeadersPolicyConfig", "SecurityHeadersConfig", "ContentSecurityPolicy", "ContentSecurityPolicy", "Fn::Sub"))
	page := str(at(x.Outputs, "WebConnects", "Value", "Fn::Sub"))
	if page == "" || !strings.Contains(header, "connect-src 'self' "+page+";") {
		t.Errorf("WebHeaders says %q, and WebConnects %q", header, page)
	}
}

// Files go to and come from buckets by signed addresses: each bucket that lets pages in is within their reach.
func TestWeb_ReachesTheBucketsThatLetPagesIn(t *testing.T) {
	x := read(t)
	page := str(at(x.Outputs, "WebConnects", "Value", "Fn::Sub"))
	for _, bucket := range x.of("AWS::S3::Bucket") {
		if bucket.Properties["CorsConfiguration"] != nil && !strings.Contains(page, "https://${"+bucket.ID+"}.") {
			t.Errorf("pages may send files to %s, and their policy does not let them", bucket.ID)
		}
	}
}
