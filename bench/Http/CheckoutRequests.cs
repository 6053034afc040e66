using System.Buffers.Text;
using System.Globalization;

namespace Acp.Bench.Http;

/// <summary>The requests of one connection, built once. Each create and each complete has a key of its own.</summary>
internal sealed class CheckoutRequests
{
    private const string Number = "00000000";

    // Keys of an earlier run may be in the same database.
    private static readonly string Run = Guid.NewGuid().ToString("N")[..8];

    private readonly string key;
    private readonly RequestTemplate create;
    private readonly Memory<byte> createNumber;
    private RequestTemplate? complete;
    private Memory<byte> completeNumber;
    private Memory<byte> session;
    private long number;

    /// <param name="lane">Different for each connection of a run, up to 9999.</param>
    public CheckoutRequests(int lane)
    {
        key = string.Create(CultureInfo.InvariantCulture, $"{Run}-{lane:0000}-");
        create = new RequestTemplate("/checkout_sessions", $"{key}{Number}-create", Shop.CreateBody);
        createNumber = create.Place($"{Number}-create")[..Number.Length];
    }

    public ReadOnlyMemory<byte> Create()
    {
        Write(createNumber, ++number);
        return create.Bytes;
    }

    /// <param name="id">Of a session that was created on whatever connection.</param>
    public ReadOnlyMemory<byte> Complete(ReadOnlySpan<byte> id)
    {
        if (complete is null || session.Length != id.Length)
        {
            complete = BuildComplete(id.Length);
        }

        Write(completeNumber, ++number);
        id.CopyTo(session.Span);
        return complete.Bytes;
    }

    // A server's ids are all of one width, and how wide is its own business.
    private RequestTemplate BuildComplete(int width)
    {
        var id = new string('#', width);
        var template = new RequestTemplate($"/checkout_sessions/{id}/complete", $"{key}{Number}-complete", Shop.CompleteBody);
        completeNumber = template.Place($"{Number}-complete")[..Number.Length];
        session = template.Place(id);
        return template;
    }

    private static void Write(Memory<byte> place, long number)
    {
        if (!Utf8Formatter.TryFormat(number, place.Span, out _, new('D', (byte)place.Length)))
        {
            throw new InvalidOperationException($"One connection can number {new string('9', place.Length)} requests.");
        }
    }

    /// <returns>The id of the session that a reply shows.</returns>
    /// <exception cref="BenchFailedException">The reply is not a new session.</exception>
    public static ReadOnlySpan<byte> SessionIn(Response response)
    {
        var body = response.Body.Span;
        var at = body.IndexOf("\"id\":\"cs_"u8);
        var id = at < 0 ? default : body[(at + "\"id\":\""u8.Length)..];
        var end = id.IndexOf((byte)'"');
        return response.Status == 201 && end > 0 ? id[..end] : throw new BenchFailedException($"A create was answered with {response}");
    }

    /// <exception cref="BenchFailedException">The reply is not a completed session.</exception>
    public static void CheckCompleted(Response response)
    {
        if (response.Status != 200 || !response.Holds("\"status\":\"completed\""u8))
        {
            throw new BenchFailedException($"A complete was answered with {response}");
        }
    }
}
