package directory

// Rule hands questions over to a call centre; an empty member takes any.
type Rule struct {
	Products  []string `json:"products,omitempty"`
	Workflows []string `json:"workflows,omitempty"`
	Levels    []int    `json:"levels,omitempty"`
	Languages []string `json:"languages,omitempty"` // of who asks
	From      string   `json:"from,omitempty"`      // calendar date
	Until     string   `json:"until,omitempty"`     // calendar date, no longer on it
	Centre    CentreID `json:"centre"`
}

// Settings are an operator's choices.
type Settings struct {
	AutoReply        []string `json:"autoReply,omitempty"`        // workflows whose complete proposals are sent at once
	ArchiveAfterDays int      `json:"archiveAfterDays,omitempty"` // 0 = DefaultArchiveDays
	PublicItems      bool     `json:"publicItems,omitempty"`      // anybody may see milestones and countries of its items
}

// DefaultArchiveDays is how long a closed inquiry stays at hand: the time within which it may be asked about again [A].
const DefaultArchiveDays = 180

// ArchiveDays is how long a closed inquiry stays at hand.
func (s Settings) ArchiveDays() int {
	if s.ArchiveAfterDays > 0 {
		return s.ArchiveAfterDays
	}
	return DefaultArchiveDays
}

// AlertKinds are the kinds of alert that there are; package inquiry says when each is told, and a test there holds the two together.
var AlertKinds = []string{"new", "approaching", "overdue", "trackingUpdated", "replyReceived", "returned", "supplemented", "unroutable", "escalated", "rejected", "followUp",
	"held", "claim", "draft", "handedOver", "dueMoved", "moveEnded", "proposal", "attached", "closed", "delivered", "forceMajeure", "lateItems"}

// NeverMuted are those that no call centre can mute: they need somebody to act, and nobody else is told.
var NeverMuted = []string{"overdue", "unroutable", "claim"}

// CentreSettings are a call centre's choices about alerts and mail.
type CentreSettings struct {
	Mute     []string `json:"mute,omitempty"`     // kinds of alert that are not told
	Mail     []string `json:"mail,omitempty"`     // kinds of alert that the digest mails
	MailTo   []string `json:"mailTo,omitempty"`   // personal data
	DigestAt string   `json:"digestAt,omitempty"` // local time, "08:00"; "" = no digest
}
