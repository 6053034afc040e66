using System.Text.Json;

namespace Acp.Gateway.Tests.Upgrades;

/// <summary>What a session told of itself, held against what it tells now.</summary>
internal static class Members
{
    // How an order stands, what may be done next and how people are addressed is told better from version to version.
    private static readonly string[] ToldAnew = ["order", "capabilities", "links", "messages", "continue_url", "protocol"];

    /// <summary>Everything that was said is said still; more may be.</summary>
    public static void AreStillThere(string place, JsonElement before, JsonElement now)
    {
        switch (before.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in before.EnumerateObject().Where(member => !ToldAnew.Contains(member.Name)))
                {
                    Assert.True(now.TryGetProperty(member.Name, out var value), $"{place}.{member.Name} is gone: {now}");
                    AreStillThere($"{place}.{member.Name}", member.Value, value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (one, other) in before.EnumerateArray().Zip(InOrder(before, now)))
                {
                    AreStillThere($"{place}[]", one, other);
                }

                break;
            default:
                Assert.Equal((place, before.ToString()), (place, now.ToString()));
                break;
        }
    }

    // Where there are more by now, such as a sum's tax that is nought, those of before are known by their type.
    private static JsonElement[] InOrder(JsonElement before, JsonElement now)
    {
        JsonElement[] all = [.. now.EnumerateArray()];
        return before.GetArrayLength() == all.Length
            ? all
            : [.. before.EnumerateArray().Select(one => all.Single(other => other.GetProperty("type").ToString() == one.GetProperty("type").ToString()))];
    }
}
