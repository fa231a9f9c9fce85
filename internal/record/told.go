package record

import "jagaetam/internal/chat"

// RequestAnswered tells a person that an officer has answered his request about his data.
func RequestAnswered(number RequestNumber, answer string) chat.Words {
	return chat.Words{Key: "told.request", Args: chat.Args{"Number": chat.Literal(number.String()), "Answer": chat.Literal(answer)}}
}

// HelperAnswered tells who asked to help what he is from now on: admitted, refused or ended.
func HelperAnswered(number HelperNumber, state HelperState) chat.Words {
	return chat.Words{Key: "told.helper." + string(state), Args: chat.Args{"Helper": chat.Literal(number.String())}}
}

// The keys of what is told to the sides of a dispute.
const (
	DisputeKept        = "dispute.kept"        // to who asked: all stays as it was
	DisputeTransferred = "dispute.transferred" // to who asked: the registration is his
	DisputeMoved       = "dispute.moved"       // to who had it: it is his no more
)

// DisputeDecided tells a side of a dispute what was decided, by one of the keys above. Neither side learns who the other is.
func DisputeDecided(key string, number CaseNumber, reason string) chat.Words {
	return chat.Words{Key: key, Args: chat.Args{"Case": chat.Literal(number.String()), "Reason": chat.Literal(reason)}}
}
