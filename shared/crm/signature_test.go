package crm

import (
	"testing"
	"time"
)

// The example that the reference libraries of Standard Webhooks test each other with, and one that the JavaScript library 1.1.1 signed.
func TestVerify_AgreesWithTheReference(t *testing.T) {
	const secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", `{"test": 2432232314}`
	s := Signed{ID: "msg_p5jXN8AQM9LWM0D4loKWxJek", Timestamp: "1614265330", Signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}
	if which, err := s.verify([]string{secret}, []byte(body)); which != 0 || err != nil {
		t.Error(which, err)
	}
	if _, err := s.verify([]string{"whsec_AAAA"}, []byte(body)); err == nil {
		t.Error("any secret does")
	}
	if which, err := s.verify([]string{"whsec_AAAA", secret}, []byte(body)); which != 1 || err != nil {
		t.Error("the secret before:", which, err)
	}
	js := Signed{ID: "é1", Timestamp: "1795687200", Signature: "v1,KyBVO6mQxZKD4EtpPMVgMdxM6AdNCV6gwGS5bljSrIM="}
	if _, err := js.verify([]string{secret}, []byte(`{"a":"Müller – 日本"}`)); err != nil {
		t.Error(err)
	}
	if err := s.recent(5*time.Minute, time.Unix(1614265330+300, 0)); err != nil {
		t.Error(err)
	}
}
