using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using Acp.Client.Json;

namespace Acp.Client.Calls;

/// <summary>Makes a call: sends it, again and again under the same key, until it has an answer or its budget ends.</summary>
/// <param name="chance">From 0 up to 1, each time anew.</param>
internal sealed class Caller(Transport transport, AcpClientOptions options, TimeProvider clock, Func<double> chance)
{
    /// <summary>A time-out of nothing, or less, is none.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private const int Fine = 1 << 30;

    public static Caller Of(HttpClient http, string apiKey, AcpClientOptions? options, TimeProvider? clock, Func<double>? chance)
    {
        clock ??= TimeProvider.System;
        return new Caller(new Transport(http, apiKey, clock), (options ?? new()).Checked(), clock, chance ?? Chance);
    }

    /// <param name="type">Of what a yes brings.</param>
    /// <exception cref="OperationCanceledException">The caller canceled, and nothing can have been done.</exception>
    public Task<Answer<T>> Make<T>(Call call, JsonTypeInfo<T> type, CancellationToken stop) => Repeat(
        call,
        patience => transport.Send(call, patience, stop),
        (reply, inDoubt) => CallDecider.Decide(call, reply, inDoubt, type),
        stop);

    /// <summary>As <see cref="Make"/>; where a yes decides nothing it looks on until something is decided.</summary>
    /// <exception cref="OperationCanceledException">The caller canceled, and nothing can have been done.</exception>
    public Task<Answer<T>> Settle<T>(Call call, Call look, Func<T, bool> isDecided, JsonTypeInfo<T> type, CancellationToken stop)
    {
        var looks = false;
        return Repeat(call, patience => transport.Send(looks ? look : call, patience, stop), Decide, stop);

        CallDecider.Decision<T> Decide(Reply reply, bool inDoubt)
        {
            var decision = CallDecider.Settle(call, CallDecider.Decide(call, reply, inDoubt, type), isDecided, looks);
            looks |= decision is CallDecider.Decision<T>.Again { Looks: true };
            return decision;
        }
    }

    /// <summary>Repeated until the first byte has come; what comes after that is in the stream.</summary>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public Task<Answer<long>> Copy(Call call, Stream to, CancellationToken stop) => Repeat(
        call,
        patience => transport.Copy(call, to, patience, stop),
        (reply, inDoubt) => reply is Reply.Copied copied ? CallDecider.Decide(copied) : CallDecider.Decide(call, reply, inDoubt, OwnJson.Default.Int64),
        stop);

    private async Task<Answer<T>> Repeat<T>(
        Call call, Func<TimeSpan, Task<Reply>> send, Func<Reply, bool, CallDecider.Decision<T>> decide, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var began = clock.GetTimestamp();
        var inDoubt = call.IsResumed;
        for (var sends = 1; ; sends++)
        {
            var patience = Longer(Shorter(options.SendTimeout, options.Budget - clock.GetElapsedTime(began)), Shortest);
            var decision = decide(await send(patience).ConfigureAwait(false), inDoubt);
            if (decision is not CallDecider.Decision<T>.Again again)
            {
                return ((CallDecider.Decision<T>.End)decision).Answer;
            }

            inDoubt |= again.InDoubt;
            var pause = Longer(again.AtLeast, Pauses.Before(sends, chance(), options));
            if (stop.IsCancellationRequested)
            {
                return Canceled<T>(call, inDoubt, stop);
            }

            if (clock.GetElapsedTime(began) + pause >= options.Budget)
            {
                return Unknown<T>(call, again.Because, inDoubt);
            }

            if (!await Waited(pause, stop).ConfigureAwait(false))
            {
                return Canceled<T>(call, inDoubt, stop);
            }

            if (clock.GetElapsedTime(began) >= options.Budget) // It took longer than asked; nobody would wait for another reply.
            {
                return Unknown<T>(call, again.Because, inDoubt);
            }
        }
    }

    private static Answer<T>.Unknown Canceled<T>(Call call, bool inDoubt, CancellationToken stop) => call.IsRead || !inDoubt
        ? throw new OperationCanceledException(stop)
        : Unknown<T>(call, new(0, ClientCodes.Canceled, "The caller canceled while it was under way."), inDoubt);

    private static Answer<T>.Unknown Unknown<T>(Call call, AcpError last, bool inDoubt) => new(call.Key, last, inDoubt && !call.IsRead);

    /// <returns>False where the caller canceled.</returns>
    private async Task<bool> Waited(TimeSpan pause, CancellationToken stop)
    {
        try
        {
            await Task.Delay(pause, clock, stop).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static double Chance() => RandomNumberGenerator.GetInt32(Fine) / (double)Fine;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
