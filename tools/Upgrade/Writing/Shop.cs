using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Acp.Chaos.Provider;
using Acp.Storm;

namespace Acp.Upgrade.Writing;

/// <summary>A gateway over HTTP, of whatever version, and the fake provider behind it. Everything that is said is written down.</summary>
internal sealed class Shop(Uri gateway, FakeProvider provider, TimeProvider clock) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(2) };
    private readonly Dictionary<string, string> sessions = [];
    private readonly List<Exchange> exchanges = [];

    public TimeProvider Clock => clock;

    public FakeProvider Provider => provider;

    public IReadOnlyDictionary<string, string> Sessions => sessions;

    public IReadOnlyList<Exchange> Exchanges => exchanges;

    /// <returns>The session's id.</returns>
    public async Task<string> Create(string scene, string item)
    {
        var created = await Post(scene, "/checkout_sessions", $$$"""{"currency":"usd","line_items":[{"id":"{{{item}}}","quantity":1}],"capabilities":{}}""");
        return sessions[scene] = created.Text("id") ?? throw new InvalidOperationException($"{scene}: no session came of {created.Body}.");
    }

    public Task<Told> Complete(string scene, string token) => Post(
        scene, $"/checkout_sessions/{sessions[scene]}/complete", JsonSerializer.Serialize(Bodies.Payment("card_tokenized", token)));

    public Task<Told> Post(string scene, string path, string body) => Send(scene, HttpMethod.Post, path, body, WrittenState.PlatformKey);

    public Task<Told> Get(string scene, string path) => Send(scene, HttpMethod.Get, path, null, WrittenState.PlatformKey);

    /// <summary>What an operator does; a version that does not have it says 404, and that is written down, too.</summary>
    public Task<Told> Operate(string scene, string path, string body) => Send(scene, HttpMethod.Post, path, body, WrittenState.AdminKey);

    public Task<Told> Look(string scene, string path) => Send(scene, HttpMethod.Get, path, null, WrittenState.AdminKey);

    /// <summary>The shopper presses the button of the page that the link leads to.</summary>
    public async Task Press(string scene)
    {
        using var pressed = await http.PostAsync(new Uri(gateway, $"/pay/{sessions[scene]}"), new FormUrlEncodedContent([]));
        exchanges.Add(new(scene, "POST", $"/pay/{sessions[scene]}", null, null, (int)pressed.StatusCode, ""));
    }

    public void Dispose() => http.Dispose();

    private async Task<Told> Send(string scene, HttpMethod method, string path, string? body, string apiKey)
    {
        var key = method == HttpMethod.Get ? null : $"{scene}_{exchanges.Count}";
        using var request = new HttpRequestMessage(method, new Uri(gateway, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        request.Headers.Add("API-Version", "2026-04-17");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
            request.Content = new StringContent(body!, Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request);
        var told = new Told((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        exchanges.Add(new(scene, method.Method, path, key, body, told.Status, told.Body));
        return told;
    }
}

/// <param name="Body">As it came.</param>
internal sealed record Told(int Status, string Body)
{
    /// <param name="path">Member names, parted by a full stop.</param>
    /// <returns>Null where it is not there.</returns>
    public string? Text(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(Body);
            var at = json.RootElement;
            foreach (var name in path.Split('.'))
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                {
                    return null;
                }
            }

            return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
