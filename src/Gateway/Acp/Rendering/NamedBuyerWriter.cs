using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

/// <summary>A buyer who must have a first and a last name; one of whom only half is known is left out.</summary>
internal static class NamedBuyerWriter
{
    public static void Write(Utf8JsonWriter json, Buyer? buyer)
    {
        if (buyer is null || NameOf(buyer) is not var (first, last))
        {
            return;
        }

        json.WriteStartObject("buyer");
        json.WriteString("first_name", first);
        json.WriteString("last_name", last);
        json.WriteString("email", buyer.Email);
        json.WriteOptional("phone_number", buyer.PhoneNumber);
        json.WriteEndObject();
    }

    private static (string First, string Last)? NameOf(Buyer buyer) =>
        buyer is { FirstName: { Length: > 0 } first, LastName: { Length: > 0 } last } ? (first, last) : Split(buyer.FullName);

    // Where a full name parts is known for sure nowhere; most languages that part it with spaces put the family's name last.
    private static (string First, string Last)? Split(string? fullName)
    {
        var words = (fullName ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? null : (string.Join(' ', words[..^1]), words[^1]);
    }
}
