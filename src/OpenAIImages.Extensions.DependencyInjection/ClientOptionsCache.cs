using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using OpenAIImages.Generated;

namespace OpenAIImages.Extensions.DependencyInjection;

/// <summary>
/// Keeps the options of each client as they are first read. The factory creates handlers again and again: without it,
/// a change of the configuration would apply to some options, and an invalid change would end all calls.
/// </summary>
internal sealed class ClientOptionsCache(IOptionsMonitor<ImagesClientOptions> options)
{
    private readonly ConcurrentDictionary<string, ImagesClientOptions> _options = new(StringComparer.Ordinal);

    public ImagesClientOptions Get(string optionsName) => _options.GetOrAdd(optionsName, options.Get);
}
