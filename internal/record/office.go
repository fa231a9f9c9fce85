package record

import "time"

// Office is the officers' group, in which every case has a topic. The zero Office is none.
type Office struct {
	Chat string
	// Member says that the bot is in it, Topics that it may open topics there.
	Member, Topics bool
}

// The effects on the officers' group.
type (
	// SetOffice makes a group the officers'. By is an admin, or somebody at the command line; the outcome is OutcomeAnswered, OutcomeSame
	// where it is theirs already, or OutcomeNotAllowed. Open cases get topics in it as something is said in them.
	SetOffice struct {
		By   string
		At   time.Time
		Chat string
	}

	// MoveOffice follows a group that goes on under another name. Of another group it does nothing.
	MoveOffice struct {
		At       time.Time
		From, To string
	}

	// OfficeStanding keeps what the bot may do in the group. Admins are told where it may no longer do its work. Of another group it does
	// nothing.
	OfficeStanding struct {
		At             time.Time
		Chat           string
		Member, Topics bool
	}

	// LeaveOffice takes an officer who left the group off the allowlist, and gives his cases back to the desk. He is invited again to come
	// back.
	LeaveOffice struct {
		Who string
		At  time.Time
	}
)

func (SetOffice) effect()      {}
func (MoveOffice) effect()     {}
func (OfficeStanding) effect() {}
func (LeaveOffice) effect()    {}
