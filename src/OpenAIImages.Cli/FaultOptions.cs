using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OpenAIImages.Emulator;

namespace OpenAIImages.Cli;

/// <summary>The options of <c>serve</c> that delay requests or make them fail.</summary>
internal sealed class FaultOptions
{
    private readonly Option<string?> _latency = Options.Text(
        "--latency", "time", "How long images take: a time such as 20s or 500ms, or a random time such as 5s..20s");

    private readonly Option<int?> _imagesPerMinute = Options.Number(
        "--images-per-minute", "number", "Refuse images above this rate, with 429 and Retry-After", minimum: 1);

    private readonly Option<int?> _requestsPerMinute = Options.Number(
        "--requests-per-minute", "number", "Refuse requests above this rate, with 429 and Retry-After", minimum: 1);

    private readonly Option<string[]> _fail = new("--fail")
    {
        Description = """
            A failure and its probability from 0 to 1 (1 if omitted), such as 503:0.1. Repeatable.
            A failure is a status; 'status=503; retry-after=2; body=…'; quota; moderation=violence;
            drop=before-response, before-body, within-body or after-body; stream=error, stall or end.
            A header adds a failure (or latency=2s) to a single request, without a probability:
            curl -H 'x-emulator-fault: status=503; retry-after=2' …
            """,
        HelpName = "what[:probability]",
    };

    private readonly Option<int?> _seed = Options.Number(
        "--seed", "number", "The same seed gives the same failures and latencies; 0 by default");

    public FaultOptions()
    {
        _latency.Validators.Add(result => Report(result, _latency.Name, text => ReadLatency(text, seed: 0)));
        _fail.Validators.Add(result => Report(result, _fail.Name, text => ReadFailure(text, seed: 0)));
    }

    public IEnumerable<Option> All => [_latency, _imagesPerMinute, _requestsPerMinute, _fail, _seed];

    /// <summary>Adds the faults. Refusals and failures are not delayed; the latency applies to images.</summary>
    public void AddTo(IList<EmulatorFault> faults, ParseResult parsed)
    {
        var seed = parsed.GetValue(_seed) ?? 0;
        if (parsed.GetValue(_requestsPerMinute) is { } requests) faults.Add(EmulatorFault.RequestsPerMinute(requests));
        if (parsed.GetValue(_imagesPerMinute) is { } images) faults.Add(EmulatorFault.ImagesPerMinute(images));
        foreach (var (index, text) in (parsed.GetValue(_fail) ?? []).Index())
        {
            faults.Add(ReadFailure(text, unchecked(seed + index))); // otherwise all would select the same requests
        }

        if (parsed.GetValue(_latency) is { } latency) faults.Add(ReadLatency(latency, seed));
    }

    private static void Report(OptionResult result, string name, Action<string> read)
    {
        foreach (var token in result.Tokens)
        {
            try
            {
                read(token.Value);
            }
            catch (FormatException e)
            {
                result.AddError($"{name}: {e.Message}");
            }
        }
    }

    private static EmulatorFault ReadLatency(string text, int seed) =>
        EmulatorFault.Parse($"latency={text.Replace(';', ',')}", seed); // so that only a time is accepted

    /// <exception cref="FormatException">The text is not a failure.</exception>
    private static EmulatorFault ReadFailure(string text, int seed)
    {
        var colon = text.LastIndexOf(':');
        double? probability = colon >= 0 && TryReadNumber(text[(colon + 1)..], out var number) ? number : null;
        if (probability is not (null or (>= 0 and <= 1))) // nor NaN
        {
            throw new FormatException($"probability must be from 0 to 1, not {text[(colon + 1)..]}.");
        }

        var what = probability is null ? text : text[..colon];
        var fault = EmulatorFault.Parse(what.Trim().All(char.IsAsciiDigit) ? $"status={what}" : what, seed);
        return probability is null ? fault : fault.WithProbability(probability.Value, seed);
    }

    private static bool TryReadNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
