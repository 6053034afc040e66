using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Acp.Gateway.Telemetry;

/// <summary>What was counted from some beginning on: of interest is only what two of them differ by.</summary>
/// <param name="Timestamp">Of the host's clock.</param>
/// <param name="Requests">Answered, whatever they were about.</param>
/// <param name="Errors">Those of them that were answered 5xx.</param>
/// <param name="Completes">By result, as docs/metrics.md lists them.</param>
/// <param name="Durations">Of completes, as <see cref="DurationBuckets"/> has them.</param>
internal sealed record TrafficTotals(
    long Timestamp, long Requests, long Errors, FrozenDictionary<string, long> Completes, ImmutableArray<long> Durations);
