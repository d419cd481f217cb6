namespace OpenAIImages.Emulator.Faults;

/// <summary>
/// Ends a request whose response has begun: the server sends what was written, then closes the connection.
/// </summary>
internal sealed class ConnectionDroppedException() : Exception("A fault closes the connection.");
