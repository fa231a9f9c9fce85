package flows

func (s Setting) linkHosts() []string { return nil }
func (s Setting) approvedAbove() int  { return 100 }
