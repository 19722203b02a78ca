package listen

import "vitrina/server/internal/http1"

// What is recorded, as http1 has it.
type (
	Request  = http1.Request
	Exchange = http1.Recording
	Recorder = http1.Recorder
)
