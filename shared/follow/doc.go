// Package follow is for whoever wants to be told of items without asking again: people by saved lists, machines by feeds.
//
// A follower watches items (package tracking knows the watch, and nothing of the follower) and is told each event once: Teller. What it is told is what its
// operator may see: everything where the operator takes part in the item, and only public milestones where it does not. A watch never opens an item.
//
// It must not know inquiries, HTTP, or where anything is stored (followdb).
package follow
