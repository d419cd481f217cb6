// Drives npm's client of the API against the emulator at OPENAI_BASE_URL, which has the key of OPENAI_API_KEY and the
// deployment "drawings": responses, events and errors must be what the client knows.
import assert from 'node:assert/strict';
import OpenAI, { AzureOpenAI } from 'openai';

const client = new OpenAI({ maxRetries: 0 });
const gpt = { model: 'gpt-image-2', prompt: 'A cute baby sea otter', size: '1024x640' };
const userError = 'image_generation_user_error';
const requestError = 'invalid_request_error';

const steps = {
  async 'generate by URL'() {
    const { data, created } = await client.images.generate({ model: 'dall-e-3', prompt: 'otter' });
    assert.equal(typeof created, 'number');
    assert.match(data[0].revised_prompt, /otter/);
    assertPng(Buffer.from(await (await fetch(data[0].url)).arrayBuffer()));
  },

  async 'generate in base64'() {
    const { data } = await client.images.generate(
      { model: 'dall-e-2', prompt: 'otter', n: 2, size: '256x256', response_format: 'b64_json' });
    assert.equal(data.length, 2);
    data.forEach(image => assertPng(decode(image)));
  },

  async 'generate with a GPT model'() {
    const { data: response, request_id } = await client.images.generate({ ...gpt, user: 'u' }).withResponse();
    assertPng(decode(response.data[0]));
    assert.deepEqual(
      [response.size, response.quality, response.background, response.output_format, response.safety_identifier],
      ['1024x640', 'high', 'opaque', 'png', 'u']);
    assert.equal(response.usage.total_tokens, response.usage.input_tokens + response.usage.output_tokens);
    assert.match(request_id, /^req_/);
  },

  async 'stream with previews'() {
    const events = [];
    for await (const event of await client.images.generate({ ...gpt, n: 2, stream: true, partial_images: 2 })) {
      events.push(event);
      assertPng(decode(event));
    }

    const one = ['partial_image 0', 'partial_image 1', 'completed'];
    assert.deepEqual(
      events.map(event => `${event.type} ${event.partial_image_index ?? ''}`.trim()),
      [...one, ...one].map(name => `image_generation.${name}`));
    const { usage } = await client.images.generate({ ...gpt, n: 2 });
    assert.equal(events.reduce((sum, event) => sum + (event.usage?.total_tokens ?? 0), 0), usage.total_tokens);
  },

  async 'models'() {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    assert.ok(names.includes('gpt-image-2') && names.includes('drawings'));
    assert.equal((await client.models.retrieve('gpt-image-2')).object, 'model');
  },

  async 'errors of parameters'() {
    const errors = [
      [{ n: 0 }, 'integer_below_min_value', requestError, 'n'],
      [{ n: 11 }, 'integer_above_max_value', requestError, 'n'],
      [{ n: 1.5 }, 'invalid_type', requestError, 'n'],
      [{ output_compression: 101 }, 'integer_above_max_value', requestError, 'output_compression'],
      [{ output_compression: 50 }, 'invalid_png_output_compression', userError, 'output_compression'],
      [{ partial_images: 4, stream: true }, 'integer_above_max_value', requestError, 'partial_images'],
      [{ prompt: undefined }, 'missing_required_parameter', requestError, 'prompt'],
      [{ prompt: null }, 'invalid_type', requestError, 'prompt'],
      [{ prompt: '' }, 'empty_string', requestError, 'prompt'],
      [{ model: undefined }, 'missing_required_parameter', requestError, 'model'],
      [{ model: null }, 'invalid_type', requestError, 'model'],
      [{ model: 'foo' }, 'invalid_value', userError, 'model'],
      [{ size: '9x9' }, 'invalid_value', userError, 'size'],
      [{ quality: 'ultra' }, 'invalid_value', requestError, 'quality'],
      [{ background: 'bogus' }, 'invalid_value', requestError, 'background'],
      [{ moderation: 'bogus' }, 'invalid_value', requestError, 'moderation'],
      [{ style: 'vivid' }, 'unknown_parameter', requestError, 'style'],
      [{ response_format: 'url' }, 'unknown_parameter', requestError, 'response_format'],
      [{ model: 'dall-e-3', size: '256x256' }, 'invalid_size', requestError, null],
    ];
    for (const [parameters, ...expected] of errors) {
      await assertFails(client.images.generate({ ...gpt, ...parameters }), OpenAI.BadRequestError, 400, ...expected);
    }
  },

  async 'other errors'() {
    const wrongKey = client.withOptions({ apiKey: 'sk-wrong' });
    await assertFails(
      wrongKey.images.generate(gpt), OpenAI.AuthenticationError, 401, 'invalid_api_key', requestError, null);
    const noKey = client.withOptions({ defaultHeaders: { Authorization: null } });
    await assertFails(noKey.models.list(), OpenAI.AuthenticationError, 401, null, requestError, null);
    await assertFails(
      client.models.retrieve('foo'), OpenAI.NotFoundError, 404, 'model_not_found', requestError, 'model');
    await assertFails(client.post('/images/other'), OpenAI.NotFoundError, 404, null, requestError, null);
    const tooMany = client.withOptions({ defaultHeaders: { 'x-too-many': '1' } });
    await assertFails(
      tooMany.images.generate(gpt), OpenAI.RateLimitError, 429, 'rate_limit_exceeded', 'requests', null);
  },

  async 'Azure'() {
    const azure = new AzureOpenAI({
      baseURL: new URL('/openai', client.baseURL).href,
      apiKey: client.apiKey,
      apiVersion: '2025-04-01-preview',
      maxRetries: 0,
    });
    const { data } = await azure.images.generate({ model: 'drawings', prompt: 'otter', response_format: 'b64_json' });
    assertPng(decode(data[0]));
    await assertFails(
      azure.images.generate({ model: 'other', prompt: 'otter' }),
      OpenAI.NotFoundError, 404, 'DeploymentNotFound', undefined, undefined);
  },
};

function decode(image) {
  return Buffer.from(image.b64_json, 'base64');
}

function assertPng(file) {
  assert.equal(file.subarray(0, 8).toString('hex'), '89504e470d0a1a0a');
}

async function assertFails(call, type, status, code, errorType, param) {
  const error = await call.then(() => assert.fail('no error'), e => e);
  assert.ok(error instanceof type, `${error}`);
  const actual = [error.status, error.code, error.type, error.param];
  assert.deepEqual(actual, [status, code, errorType, param], error.message);
}

for (const [name, step] of Object.entries(steps)) {
  await step();
  console.log(`ok ${name}`);
}
