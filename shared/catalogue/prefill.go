package catalogue

// ItemFacts are what an item can say towards a request: the prefills that the fields of a request may name. Names and addresses are personal
// data. Events are told apart by what they mean: a role, a milestone or a hold.
var ItemFacts = []string{
	"item.postingDate", "item.postingOffice", // of Roles.PostingEvent
	"item.weightG",
	"item.lastEvent.code", "item.lastEvent.date",
	"item.outward.date", "item.dispatchId", // of the milestone MilestoneLeft
	"item.held.date",      // of the milestone MilestoneHeld
	"item.delivered.date", // of the milestone MilestoneDelivered
	"item.sender.name", "item.sender.address", "item.sender.email", "item.sender.phone",
	"item.contents", "item.value.amount", "item.value.currency", "item.cod.amount", "item.cod.currency", // as declared to customs, and with the item
	"item.addressee.name", "item.addressee.address", "item.addressee.email", "item.addressee.phone",
}

// The milestones that item facts are taken from.
const (
	MilestoneLeft      = "left-origin-country"
	MilestoneHeld      = "customs-hold"
	MilestoneDelivered = "delivered"
)
