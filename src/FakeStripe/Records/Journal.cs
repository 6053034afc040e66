using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acp.Fakes;

/// <summary>
/// The executed calls, one JSON line each, in order. A line reaches the operating system before the call's reply leaves,
/// so that it outlives a killed process; a last line that was torn is cut off at the next start.
/// </summary>
internal sealed class Journal : IDisposable
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();
    private static readonly JsonSerializerOptions Format = new() { Converters = { new JsonStringEnumConverter() } };

    // Unbuffered: what was written when the process is killed is in the file.
    private readonly FileStream file;

    private Journal(FileStream file) => this.file = file;

    /// <param name="At">When it was executed.</param>
    /// <param name="Body">Its bytes as Latin-1, which loses none.</param>
    /// <param name="Fault">Where what was kept is a 500.</param>
    public sealed record Line(
        DateTimeOffset At, string Method, string Path, string Query, string? Key, string Body, FaultKind? Fault)
    {
        /// <summary>Whose call it was; null: the seller's.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Account { get; init; }

        /// <summary>The platform that made it for a connected account.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Home { get; init; }

        public static Line Of(Call call, DateTimeOffset at, Accounts accounts) => new(
            at,
            call.Request.Method,
            call.Request.Path,
            call.Request.Query,
            call.Key,
            Encoding.Latin1.GetString(call.Request.Body.Span),
            call.Fault)
        {
            Account = call.By == accounts.Seller ? null : call.By.Id,
            Home = call.By.Connected is null ? null : call.By.Home,
        };

        public Call ToCall(Accounts accounts)
        {
            var request = new FakeRequest(Method, Path, Query, ImmutableDictionary<string, string>.Empty, Encoding.Latin1.GetBytes(Body));
            return new Call(request, At, accounts.Of(Account, Home)) { Key = Key, Fault = Fault };
        }
    }

    /// <exception cref="IOException">The file cannot be opened, or another process holds it.</exception>
    /// <exception cref="InvalidDataException">A line other than a torn last one cannot be read.</exception>
    public static (Journal Journal, IReadOnlyList<Line> Lines) Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        try
        {
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var whole = bytes.AsMemory(0, bytes.AsSpan().LastIndexOf(LineEnd) + 1);
            file.SetLength(whole.Length);
            file.Position = whole.Length;
            return (new Journal(file), Read(whole, path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Append(Line line) => file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, Format), .. LineEnd]);

    public void Dispose() => file.Dispose();

    private static List<Line> Read(ReadOnlyMemory<byte> bytes, string path)
    {
        var lines = new List<Line>();
        for (var rest = bytes; rest.Length > 0;)
        {
            var end = rest.Span.IndexOf(LineEnd);
            try
            {
                lines.Add(JsonSerializer.Deserialize<Line>(rest.Span[..end], Format) ?? throw new JsonException());
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"{path}: line {lines.Count + 1} cannot be read; remove the file to start anew.", e);
            }

            rest = rest[(end + 1)..];
        }

        return lines;
    }
}
