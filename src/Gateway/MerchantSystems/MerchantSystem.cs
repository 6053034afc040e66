using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Acp.Gateway.Orders;
using Acp.Pricing;

namespace Acp.Gateway.MerchantSystems;

/// <summary>
/// One of the merchant's own systems. A question is posted and answered in bounded time and size, or it is not answered:
/// there is no third thing, and nobody repeats it but the platform.
/// </summary>
/// <param name="name">As in the configuration.</param>
internal sealed partial class MerchantSystem(
    string name, Uri address, MerchantSystemsOptions options, HttpMessageInvoker network, TimeProvider clock, ILogger<MerchantSystem> log)
{
    /// <summary>Bytes. A hundred products with long descriptions have half of it.</summary>
    private const int Largest = 1024 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly Circuit circuit = new(clock);

    /// <param name="read">Throws <see cref="CatalogInvalidException"/> on what cannot be used.</param>
    /// <param name="budget">Canceled when the pricing has no time left.</param>
    /// <exception cref="MerchantUnavailableException">It did not answer, or nothing that can be used.</exception>
    public async ValueTask<T> Ask<T>(ReadOnlyMemory<byte> question, Func<ReadOnlyMemory<byte>, T> read, CancellationToken budget)
    {
        if (!circuit.Enter())
        {
            throw new MerchantUnavailableException($"The merchant's system for {name} is out and is not asked for a while.");
        }

        bool? isOut = null;
        try
        {
            var attempt = await Try(question, read, budget);
            isOut = attempt.IsOut;
            return attempt.Problem is { } problem ? throw Unanswered(problem) : attempt.Answer!;
        }
        finally
        {
            circuit.Leave(isOut);
        }
    }

    private MerchantUnavailableException Unanswered(string problem)
    {
        LogNotAnswered(name, problem);
        return new MerchantUnavailableException($"The merchant's system for {name} did not answer: {problem}.");
    }

    // The problem is told in our own words: what the other side said may be anything.
    private async ValueTask<Attempt<T>> Try<T>(ReadOnlyMemory<byte> question, Func<ReadOnlyMemory<byte>, T> read, CancellationToken budget)
    {
        using var patience = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, budget);
        try
        {
            var (body, refused) = await Send(question, either.Token);
            return body is null ? refused!.As<T>() : new Attempt<T>(read(body), Problem: null, IsOut: false);
        }
        catch (CatalogInvalidException e)
        {
            return new Attempt<T>(default, $"its answer cannot be used, at {PlaceOf(e)}", IsOut: null);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            return patience.IsCancellationRequested ? new Attempt<T>(default, "it took too long", IsOut: true)
                : budget.IsCancellationRequested ? new Attempt<T>(default, "the time for the whole pricing was over", IsOut: null)
                : new Attempt<T>(default, $"no connection ({(e as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown})", IsOut: true);
        }
    }

    private async ValueTask<(byte[]? Body, Refused? Refused)> Send(ReadOnlyMemory<byte> question, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Version = HttpVersion.Version11, Content = new ReadOnlyMemoryContent(question) };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation(OrderSignature.Header, OrderSignature.Of(question.Span, clock.GetUtcNow(), options.Secrets));
        using var response = await network.SendAsync(request, stop);
        if (Refusal(response) is { } refused)
        {
            return (null, refused);
        }

        return await Read(response.Content, stop) is { } body ? (body, null) : (null, new Refused("its answer is too large", IsOut: null));
    }

    // A 4xx is about this question, and somebody's odd address must not close the shop for everybody else.
    private static Refused? Refusal(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        >= 500 or 429 => new($"it answered {(int)response.StatusCode}", IsOut: true),
        not 200 => new($"it answered {(int)response.StatusCode}", IsOut: null),
        _ when response.Content.Headers is { ContentType.MediaType: { } type, ContentEncoding.Count: 0 } && type.Equals("application/json", StringComparison.OrdinalIgnoreCase) => null,
        _ => new("its answer is no plain application/json", IsOut: null),
    };

    /// <returns>Null where there is more than may be.</returns>
    private static async ValueTask<byte[]?> Read(HttpContent content, CancellationToken stop)
    {
        if (content.Headers.ContentLength > Largest)
        {
            return null;
        }

        await using var body = await content.ReadAsStreamAsync(stop);
        using var kept = new MemoryStream();
        var buffer = new byte[8 * 1024];
        while (await body.ReadAsync(buffer, stop) is > 0 and var length)
        {
            if (kept.Length + length > Largest)
            {
                return null;
            }

            kept.Write(buffer, 0, length);
        }

        return kept.ToArray();
    }

    // Names of members lead to the mistake; values, and what else was sent, stay out of the log.
    private static string PlaceOf(CatalogInvalidException cause) =>
        cause.Problems is [{ Path: var path }, ..] && Plain().IsMatch(path) ? path : "a place with an odd name";

    [GeneratedRegex(@"^[$.\[\]\w]{1,100}$")]
    private static partial Regex Plain();

    [LoggerMessage(LogLevel.Warning, "The merchant's system for {Name} did not answer: {Problem}. The request is refused with 503; nothing is guessed.")]
    private partial void LogNotAnswered(string name, string problem);

    /// <param name="IsOut">Whether the system as a whole is out; null where this tells nothing of it.</param>
    private sealed record Refused(string Problem, bool? IsOut)
    {
        public Attempt<T> As<T>() => new(default, Problem, IsOut);
    }

    private sealed record Attempt<T>(T? Answer, string? Problem, bool? IsOut);
}
