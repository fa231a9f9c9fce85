package record

import "jagaetam/internal/chat"

// RequestAnswered tells a person that an officer has answered his request about his data.
func RequestAnswered(number RequestNumber, answer string) chat.Words {
	return chat.Words{Key: "told.request", Args: chat.Args{"number": chat.Literal(number.String()), "answer": chat.Literal(answer)}}
}

// DisputeDecided tells a side of a dispute what was decided: the key is dispute.kept, dispute.transferred or dispute.moved.
func DisputeDecided(key string, number CaseNumber, reason string) chat.Words {
	return chat.Words{Key: key, Args: chat.Args{"number": chat.Literal(number.String()), "reason": chat.Literal(reason)}}
}
