namespace OpenAIImages.Emulator.Faults;

/// <summary>Adds the effects of a fault to the plan of a request. It may be called concurrently.</summary>
internal delegate void FaultEffect(FaultPlan plan, EmulatorRequest request);
