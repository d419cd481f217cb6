namespace OpenAIImages.Emulator.Faults;

/// <summary>Adds to what a request is in for. It is called by several requests at once.</summary>
internal delegate void FaultEffect(FaultPlan plan, EmulatorRequest request);
