using Newtonsoft.Json;

namespace OpenAIImages.Generated;

/// <summary>Newtonsoft.Json's reader over the rest of an answer, which knows where the images went.</summary>
internal sealed class AnswerJsonReader : JsonTextReader
{
    public AnswerJsonReader(Answer answer, char[] characters, int count)
        : base(new CharacterReader(characters, count))
    {
        Answer = answer;
        ArrayPool = CharArrayPool.Instance;
        DateParseHandling = DateParseHandling.None;
    }

    public Answer Answer { get; }

    /// <summary>A TextReader over characters that need not become a string first.</summary>
    private sealed class CharacterReader(char[] characters, int count) : TextReader
    {
        private int _position;

        public override int Peek() => _position < count ? characters[_position] : -1;

        public override int Read() => _position < count ? characters[_position++] : -1;

        public override int Read(char[] buffer, int index, int length)
        {
            var read = Math.Min(length, count - _position);
            Array.Copy(characters, _position, buffer, index, read);
            _position += read;
            return read;
        }
    }
}
