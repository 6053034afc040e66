using System.Text.Json;

namespace Acp.Gateway.Reading;

internal static class Tokens
{
    /// <summary>Opaque to us, but it becomes part of a provider call and of a store key: visible ASCII and bounded.</summary>
    public static string Read(Field token)
    {
        token.Required();
        return token.Json.ValueKind != JsonValueKind.String || token.Json.GetString() is not { } text || !IsPossible(text)
            ? throw token.Fault("invalid_token", $"must be a string of 1 to {Limits.Token} visible ASCII characters")
            : CardNumbers.IsOne(text) ? throw token.Fault("invalid_token", "must be a payment token, not a card's number")
            : text;
    }

    public static bool IsPossible(string text) =>
        text.Length is >= 1 and <= Limits.Token && text.All(c => c is > ' ' and < '\x7f');
}
